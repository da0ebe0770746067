package org.trayline.asl.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ConflictException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.Tag;

/// State machines, versions and aliases by the unchanged SDK client.
final class SfnClientMachinesIT {
    private static final String PASS =
            """
            {"QueryLanguage": "JSONata", "StartAt": "P",
             "States": {"P": {"Type": "Pass", "Output": 1, "End": true}}}
            """;
    private static final String OTHER = PASS.replace("1", "2");

    private final ServedEngine served = new ServedEngine();
    private final SfnClient client = served.client();

    SfnClientMachinesIT() throws IOException {}

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void createsTheSameStateMachineOnlyOnce() {
        String arn = served.machine("one", PASS);

        assertEquals(arn, served.machine("one", PASS));
        assertThrows(
                StateMachineAlreadyExistsException.class, () -> served.machine("one", PASS + " "));
        assertEquals(
                PASS,
                client.describeStateMachine(request -> request.stateMachineArn(arn)).definition());
    }

    @Test
    void updatesAndDeletes() throws InterruptedException {
        String arn = served.machine("changing", PASS);
        String before = served.run(arn, "before");
        var updated =
                client.updateStateMachine(
                        request -> request.stateMachineArn(arn).definition(OTHER));
        String after = served.run(arn, "after");

        assertEquals("1", output(before));
        assertEquals("2", output(after));
        assertEquals(
                PASS,
                client.describeStateMachineForExecution(request -> request.executionArn(before))
                        .definition());
        assertEquals(
                updated.revisionId(),
                client.describeStateMachine(request -> request.stateMachineArn(arn)).revisionId());
        client.deleteStateMachine(request -> request.stateMachineArn(arn));
        assertThrows(StateMachineDoesNotExistException.class, () -> served.run(arn, "gone"));
        assertEquals("2", output(after));
    }

    @Test
    void listsStateMachinesByPage() {
        List<String> arns =
                List.of(
                        served.machine("a", PASS),
                        served.machine("b", PASS),
                        served.machine("c", PASS));

        assertEquals(
                arns,
                client
                        .listStateMachinesPaginator(request -> request.maxResults(2))
                        .stateMachines()
                        .stream()
                        .map(StateMachineListItem::stateMachineArn)
                        .toList());
    }

    @Test
    void refusesADefinitionWithThePointer() {
        InvalidDefinitionException refused =
                assertThrows(
                        InvalidDefinitionException.class,
                        () -> served.machine("old", PASS.replace("Output", "ResultPath")));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("/States/P/ResultPath"), message);
    }

    @Test
    void validatesWithoutCreating() {
        var sound = client.validateStateMachineDefinition(request -> request.definition(PASS));
        var unsound = client.validateStateMachineDefinition(request -> request.definition("{}"));

        assertEquals("OK", sound.resultAsString());
        assertEquals("FAIL", unsound.resultAsString());
        assertEquals("/", unsound.diagnostics().getFirst().location());
        assertEquals(
                "These fields are required: [States, StartAt]",
                unsound.diagnostics().getFirst().message());
    }

    @Test
    void keepsTags() {
        String arn = served.machine("tagged", PASS);
        client.tagResource(
                request ->
                        request.resourceArn(arn)
                                .tags(
                                        Tag.builder().key("a").value("1").build(),
                                        Tag.builder().key("b").value("2").build()));
        client.untagResource(request -> request.resourceArn(arn).tagKeys("a"));

        assertEquals(
                List.of(Tag.builder().key("b").value("2").build()),
                client.listTagsForResource(request -> request.resourceArn(arn)).tags());
    }

    @Test
    void startsWhatAnAliasLeadsTo() throws InterruptedException {
        String machine = served.machine("versioned", PASS);
        String first = publish(machine);
        assertEquals(first, publish(machine));
        String alias =
                client.createStateMachineAlias(
                                request -> request.name("live").routingConfiguration(whole(first)))
                        .stateMachineAliasArn();
        client.updateStateMachine(request -> request.stateMachineArn(machine).definition(OTHER));
        String second = publish(machine);

        String before = served.run(alias, "before");
        client.updateStateMachineAlias(
                request -> request.stateMachineAliasArn(alias).routingConfiguration(whole(second)));
        String after = served.run(alias, "after");

        assertNotEquals(first, second);
        assertEquals("1", output(before));
        assertEquals("2", output(after));
        var described = client.describeExecution(request -> request.executionArn(after));
        assertEquals(alias, described.stateMachineAliasArn());
        assertEquals(second, described.stateMachineVersionArn());
        assertThrows(
                ConflictException.class,
                () ->
                        client.deleteStateMachineVersion(
                                request -> request.stateMachineVersionArn(second)));
        client.deleteStateMachineVersion(request -> request.stateMachineVersionArn(first));
        assertEquals(
                List.of(second),
                client
                        .listStateMachineVersions(request -> request.stateMachineArn(machine))
                        .stateMachineVersions()
                        .stream()
                        .map(version -> version.stateMachineVersionArn())
                        .toList());
        assertThrows(
                StateMachineDoesNotExistException.class,
                () -> served.run(machine + ":elsewhere", "x"));
    }

    @Test
    void withoutAnyAliasEveryAliasLeadsToTheStateMachine() throws InterruptedException {
        String machine = served.machine("plain", PASS);

        assertEquals("1", output(served.run(machine + ":live", "x")));
    }

    private String publish(String machine) {
        return client.publishStateMachineVersion(request -> request.stateMachineArn(machine))
                .stateMachineVersionArn();
    }

    private static RoutingConfigurationListItem whole(String version) {
        return RoutingConfigurationListItem.builder()
                .stateMachineVersionArn(version)
                .weight(100)
                .build();
    }

    private String output(String execution) {
        return client.describeExecution(request -> request.executionArn(execution)).output();
    }
}
