package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.trayline.contract.Project;
import org.trayline.contract.Workflow;
import org.trayline.contract.message.LogLines;
import org.trayline.contract.message.Messages;
import org.trayline.contract.scenario.Scenario.Run;

/// Every case of `statemachine/scenarios`: the path it takes, where it ends, and what the database,
/// the ledger and the staff have in the end, and what the API says of it. Every message on the
/// way is held against its schema.
final class ScenarioIT {
    private static final String FOLDER = "statemachine/scenarios";

    private static List<Path> files() {
        return Project.files(FOLDER, ".json").stream()
                .filter(file -> Project.path(FOLDER).equals(file.getParent()))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(name(file), file.toUri(), () -> play(file)));
    }

    /// A state that no case enters is a state that nobody has seen work.
    @Test
    void theCasesEnterEveryState() {
        Set<String> missed = new HashSet<>(Workflow.read().states().keySet());
        for (Path file : files()) {
            for (Run run : Scenario.read(file).runs()) {
                List<String> path = run.path();
                if (path != null) {
                    path.forEach(missed::remove);
                }
            }
        }
        assertEquals(Set.of(), missed, "states on the path of no case");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace(".json", "");
    }

    private static void play(Path file) throws Exception {
        Scenario scenario = Scenario.read(file);
        try (Theatre theatre = new Theatre(Stage.shared(), scenario, name(file))) {
            for (Run run : scenario.runs()) {
                Theatre.Ended ended = theatre.perform(run);
                assertAll(
                        scenario.title() + ", " + run.act() + " of attempt " + run.attempt(),
                        () -> assertEquals(run.ends(), ended.end(), () -> "the end; " + ended),
                        () -> assertPath(run, ended),
                        () -> assertEquals(orEmpty(run.retried()), ended.retried(), "retried"),
                        () -> assertOutput(run, ended),
                        () -> assertSent(run, theatre.performance()));
            }
            assertAll(
                    scenario.title() + ", afterwards",
                    () -> assertJson(scenario.afterwards().orders(), theatre.orders(), "orders"),
                    () ->
                            assertJson(
                                    List.of(scenario.afterwards().request()),
                                    theatre.ledger(),
                                    "ledger"),
                    () ->
                            assertJson(
                                    theOne(scenario.afterwards().replacement()),
                                    theatre.replacement(),
                                    "ledger, the replacement"),
                    () -> assertJson(scenario.afterwards().notices(), theatre.notices(), "notices"),
                    () -> theatre.api().assertTells(theatre.ledger(), theatre.replacement()),
                    () -> assertMessages(theatre.performance()));
        }
    }

    private static Map<String, List<String>> orEmpty(@Nullable Map<String, List<String>> retried) {
        return retried == null ? Map.of() : retried;
    }

    private static void assertPath(Run run, Theatre.Ended ended) {
        List<String> path = run.path();
        assertEquals(path == null ? List.of() : path, ended.path(), "the path of states");
    }

    private static void assertOutput(Run run, Theatre.Ended ended) {
        JsonNode output = run.output();
        if (output == null) {
            assertEquals(null, ended.output(), "a run without an output");
        } else {
            assertJson(List.of(output), theOne(ended.output()), "output");
        }
    }

    private static List<JsonNode> theOne(@Nullable JsonNode node) {
        return node == null ? List.of() : List.of(node);
    }

    /// What is expected is among what was sent; arrays and nulls are exactly as expected.
    private static void assertSent(Run run, Performance performance) throws IOException {
        Map<String, JsonNode> sent = run.sent();
        if (sent == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> expected : sent.entrySet()) {
            JsonNode input = performance.lastInput(expected.getKey());
            assertNotNull(input, () -> expected.getKey() + " was not called");
            assertJson(
                    List.of(expected.getValue()),
                    List.of(among(input, expected.getValue())),
                    "sent to " + expected.getKey());
        }
    }

    private static JsonNode among(JsonNode all, JsonNode asked) {
        if (!(all instanceof ObjectNode) || !(asked instanceof ObjectNode)) {
            return all;
        }
        ObjectNode part = Project.JSON.createObjectNode();
        asked.properties()
                .forEach(
                        field -> {
                            if (all.has(field.getKey())) {
                                part.set(
                                        field.getKey(),
                                        among(all.path(field.getKey()), field.getValue()));
                            }
                        });
        return part;
    }

    private static void assertJson(List<JsonNode> expected, List<JsonNode> actual, String what) {
        if (!expected.equals(actual)) {
            assertEquals(pretty(expected), pretty(actual), what);
        }
    }

    private static String pretty(List<JsonNode> nodes) {
        return String.join("\n", nodes.stream().map(JsonNode::toPrettyString).toList());
    }

    private static void assertMessages(Performance performance) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Performance.Exchange exchange : performance.exchanges()) {
            String message = exchange.step().module();
            String answer = exchange.answer();
            if (answer != null) {
                problems.addAll(Messages.problems(message + ".input", exchange.input()));
                problems.addAll(Messages.problems(message + ".output", answer));
                assertLogged(exchange, answer);
            } else if (!Messages.problems(message + ".input", exchange.input()).isEmpty()) {
                assertTrue(
                        exchange.call() == 1,
                        () -> "a malformed message is not tried again: " + exchange);
            }
        }
        assertEquals(List.of(), problems, "messages against schema/messages");
        performance.exchanges().stream()
                .flatMap(exchange -> exchange.log().stream())
                .forEach(LogLines::assertValid);
    }

    /// One line per call, which says whose request it is about and what came of it.
    private static void assertLogged(Performance.Exchange exchange, String answer)
            throws IOException {
        List<JsonNode> lines = LogLines.ofInvocations(exchange.log());
        assertEquals(1, lines.size(), () -> "lines of one call: " + exchange.log());
        JsonNode input = Project.JSON.readTree(exchange.input());
        JsonNode line = lines.getFirst();
        JsonNode outcome = Project.JSON.readTree(answer).path("outcome");
        assertAll(
                "the log line " + line,
                () -> assertEquals(exchange.step().state(), line.path("state").asText()),
                () -> assertEquals(exchange.step().resource(), line.path("function").asText()),
                () -> assertEquals(input.path("executionName"), line.path("executionName")),
                () -> assertEquals(input.findValue("requestId"), line.path("requestId")),
                () ->
                        assertEquals(
                                outcome.asText("TOLD"), line.path("outcome").asText(), "outcome"),
                () ->
                        assertEquals(
                                exchange.input().contains("\"retryCount\":0") ? 0 : 1,
                                line.path("retries").asInt(),
                                "retries"));
    }
}
