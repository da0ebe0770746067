package org.trayline.contract.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.api.ApiFunction;
import org.trayline.contract.Aws;
import org.trayline.contract.Project;
import org.trayline.contract.Template;
import org.trayline.contract.Workflow;
import org.trayline.contract.Workflow.Step;
import org.trayline.contract.message.Messages;
import org.trayline.kit.Settings;
import org.trayline.kit.StrictJson;

/// The template gives the functions what they need, and no more.
final class TemplateContractTest {
    private static final Template TEMPLATE = Template.read();
    private static final Workflow WORKFLOW = Workflow.read();
    private static final Pattern MISSING =
            Pattern.compile("missing environment variables: ([A-Z_, ]+)");

    @BeforeAll
    static void configure() {
        Aws.configure();
    }

    static Set<String> functions() {
        return TEMPLATE.functions().keySet();
    }

    static List<Step> steps() {
        return WORKFLOW.steps();
    }

    private static JsonNode function(String name) {
        return TEMPLATE.function(name);
    }

    /// A Lambda module has a deployable jar; one that is not in the template is never deployed.
    @Test
    void everyLambdaModuleIsAFunctionOfTheTemplate() {
        Set<String> modules =
                Project.files("functions", "/pom.xml").stream()
                        .filter(pom -> Project.text(pom).contains("maven-shade-plugin"))
                        .map(pom -> Project.path("functions").relativize(pom).getName(0).toString())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> deployed =
                functions().stream()
                        .map(name -> function(name).path("CodeUri").asText().split("/", -1)[2])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                modules,
                deployed,
                "expected: modules of functions/ with a deployable jar; was: CodeUri of"
                        + " template.yaml");
    }

    /// What a handler asks for is learnt from its complaints, as long as it has any.
    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionIsGivenTheVariablesThatItReadsAndNoOthers(String name) throws Exception {
        Set<String> given = new TreeSet<>();
        function(name).at("/Environment/Variables").fieldNames().forEachRemaining(given::add);
        assertEquals(
                asked(function(name).path("Handler").asText()),
                given,
                () -> "expected: what the handler asks for; was: Environment of " + name);
    }

    private static Set<String> asked(String handler) throws Exception {
        Map<String, String> environment = new TreeMap<>();
        while (true) {
            try {
                Class.forName(handler)
                        .getConstructor(Settings.class)
                        .newInstance(Settings.of(environment));
                return environment.keySet();
            } catch (InvocationTargetException e) {
                Matcher missing = MISSING.matcher(String.valueOf(e.getCause()));
                assertTrue(missing.find(), () -> handler + " cannot be made: " + e.getCause());
                Arrays.stream(missing.group(1).split(", "))
                        .forEach(asked -> environment.put(asked, Aws.setting(asked)));
            }
        }
    }

    /// A function that works on after its state gave up on it would be run twice at a time.
    @ParameterizedTest
    @MethodSource("steps")
    void aFunctionEndsBeforeItsTaskDoes(Step step) {
        int function = function(step.resource()).path("Timeout").asInt();
        int task =
                WORKFLOW.states()
                        .getOrDefault(step.state(), WORKFLOW.root())
                        .path("TimeoutSeconds")
                        .asInt();
        assertTrue(
                0 < function && function < task,
                () ->
                        "%s: Timeout %d s of %s, TimeoutSeconds %d of the state"
                                .formatted(step, function, step.resource(), task));
    }

    /// AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": at least six times.
    @Test
    void aQueueHidesAMessageForSixTimesTheTimeoutOfTheFunctionThatReadsIt() {
        int queues = 0;
        for (String name : functions()) {
            for (JsonNode event : function(name).path("Events")) {
                if (event.path("Type").asText().equals("SQS")) {
                    queues++;
                    String queue =
                            event.at("/Properties/Queue/Fn::GetAtt").asText().split("\\.", 2)[0];
                    int hidden =
                            TEMPLATE.resource(queue).at("/Properties/VisibilityTimeout").asInt();
                    int timeout = function(name).path("Timeout").asInt();
                    assertTrue(
                            hidden >= 6 * timeout,
                            () ->
                                    "%s hides a message for %d s, %s may take %d s"
                                            .formatted(queue, hidden, name, timeout));
                    assertEquals(
                            "[\"ReportBatchItemFailures\"]",
                            event.at("/Properties/FunctionResponseTypes").toString(),
                            () -> name + " says which messages failed; the template must ask");
                }
            }
        }
        assertEquals(3, queues, "queues that feed a function");
    }

    /// INSIDE the VPC a function reaches the database and the cache, and of AWS it only sends to
    /// queues; OUTSIDE it reaches AWS, and neither of the two.
    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionIsInsideOrOutsideAsTheTableSays(String name) {
        Set<String> given = new TreeSet<>();
        function(name).at("/Environment/Variables").fieldNames().forEachRemaining(given::add);
        boolean inside = given.contains("DATABASE_URL") || given.contains("CACHE_URI");
        assertTrue(
                Project.text("sam/functions.md")
                        .contains("| `%s` | %s |".formatted(name, inside ? "INSIDE" : "OUTSIDE")),
                () -> "sam/functions.md has no row of " + name + ", or not as its variables tell");
        assertEquals(
                inside,
                function(name).has("VpcConfig"),
                () -> "expected: " + name + " is INSIDE; was: it has a VpcConfig");
        if (inside) {
            assertEquals(
                    "{\"SubnetIds\":{\"Fn::Split\":[\",\",{\"Fn::GetAtt\":\"Data.Outputs.SubnetIds\"}]},"
                            + "\"SecurityGroupIds\":[{\"Fn::GetAtt\":\"Data.Outputs.FunctionGroupId\"}]}",
                    function(name).path("VpcConfig").toString());
        }
    }

    /// What the rule makes of an event is what Record Failure and Replay Orders read, also where
    /// the event has no error; EventBridge may write to the queues that it names.
    @Test
    void theRuleOfFailedExecutionsMakesTheMessageThatIsRead() {
        JsonNode rule = TEMPLATE.resource("TrayOrderFailedRule").path("Properties");
        assertEquals(
                "[\"FAILED\",\"TIMED_OUT\",\"ABORTED\"]",
                rule.at("/EventPattern/detail/status").toString());
        Set<String> queues = new TreeSet<>();
        for (JsonNode target : rule.path("Targets")) {
            String template = target.at("/InputTransformer/InputTemplate").asText();
            for (String error : List.of("States.Timeout", "")) {
                Messages.assertValid(
                        "failed-execution",
                        template.replace("<status>", "FAILED")
                                .replace("<error>", error)
                                .replaceAll("<[a-zA-Z]+>", "x"),
                        "the rule's message");
            }
            queues.add(target.at("/Arn/Fn::GetAtt").asText());
        }
        Set<String> writable = new TreeSet<>();
        TEMPLATE.resource("FailedExecutionsPolicy")
                .at("/Properties/PolicyDocument/Statement/0/Resource")
                .forEach(arn -> writable.add(arn.path("Fn::GetAtt").asText()));
        assertEquals(
                queues, writable, "expected: targets of the rule; was: Resource of the policy");
        for (String queue : queues) {
            assertTrue(
                    TEMPLATE.resource(queue.split("\\.", 2)[0])
                            .at("/Properties/SqsManagedSseEnabled")
                            .asBoolean(),
                    () -> "EventBridge cannot write to " + queue + " unless its key lets it");
        }
    }

    /// Our roles write to our queues by what they may do; a queue's own policy lets one rule of
    /// ours in, and no other service, account or rule.
    @Test
    void aQueuesPolicyLetsOneRuleWriteAndNobodyElse() {
        assertEquals(
                Set.of("FailedExecutionsPolicy"),
                TEMPLATE.resources("AWS::SQS::QueuePolicy").keySet());
        JsonNode statements =
                TEMPLATE.resource("FailedExecutionsPolicy")
                        .at("/Properties/PolicyDocument/Statement");
        assertEquals(1, statements.size());
        JsonNode statement = statements.path(0);
        assertEquals(
                "{\"Service\":\"events.amazonaws.com\"}", statement.path("Principal").toString());
        assertEquals("sqs:SendMessage", statement.path("Action").asText());
        assertEquals(
                "{\"ArnEquals\":{\"aws:SourceArn\":{\"Fn::GetAtt\":\"TrayOrderFailedRule.Arn\"}}}",
                statement.path("Condition").toString());
    }

    /// A route without an event is never reached, an event without a route is answered by 404.
    @Test
    void theApiCallsAFunctionForTheRoutesThatItHas() throws Exception {
        Set<String> called = new TreeSet<>();
        Set<String> answered = new TreeSet<>();
        for (String name : functions()) {
            Class<?> handler = Class.forName(function(name).path("Handler").asText());
            if (ApiFunction.class.isAssignableFrom(handler)) {
                Map<String, String> environment = new TreeMap<>();
                asked(handler.getName())
                        .forEach(variable -> environment.put(variable, Aws.setting(variable)));
                ApiFunction made =
                        (ApiFunction)
                                handler.getConstructor(Settings.class)
                                        .newInstance(Settings.of(environment));
                made.routes().forEach(r -> answered.add(name + " " + r.method() + " " + r.path()));
            }
            for (JsonNode event : function(name).path("Events")) {
                if (event.path("Type").asText().equals("Api")) {
                    JsonNode route = event.path("Properties");
                    called.add(
                            name
                                    + " "
                                    + route.path("Method").asText()
                                    + " "
                                    + route.path("Path").asText());
                }
            }
        }
        assertEquals(answered, called, "expected: routes of the functions; was: Api events");
        assertTrue(called.size() >= 5, called::toString);
    }

    /// What a token says of roles and facilities, its owner must not have written. The tokens of a
    /// user's own sign-in may change every attribute that their client may write.
    @Test
    void noCallerWritesWhatTheyMayDo() {
        Set<String> ofTheCaller = Set.of("custom:roles", "custom:facilities");
        Map<String, JsonNode> clients = TEMPLATE.resources("AWS::Cognito::UserPoolClient");
        assertEquals(2, clients.size());
        clients.forEach(
                (name, resource) -> {
                    JsonNode client = resource.path("Properties");
                    String flows = client.path("ExplicitAuthFlows").toString();
                    String scopes = client.path("AllowedOAuthScopes").toString();
                    Set<String> written = new TreeSet<>();
                    client.path("WriteAttributes").forEach(a -> written.add(a.asText()));
                    boolean writesItself =
                            flows.contains("USER_") || scopes.contains("signin.user.admin");
                    assertTrue(
                            !writesItself
                                    || (!written.isEmpty()
                                            && Collections.disjoint(written, ofTheCaller)),
                            () -> name + ": " + client);
                });
        assertTrue(
                TEMPLATE.resource("Callers")
                        .at("/Properties/AdminCreateUserConfig/AllowAdminCreateUserOnly")
                        .asBoolean());
    }

    /// Whom the API does not know it does not let in.
    @Test
    void noPathOfTheApiIsOpen() {
        assertEquals(
                "Callers.Arn",
                TEMPLATE.resource("TrayApi")
                        .at("/Properties/Auth/Authorizers")
                        .path(
                                TEMPLATE.resource("TrayApi")
                                        .at("/Properties/Auth/DefaultAuthorizer")
                                        .asText())
                        .at("/UserPoolArn/Fn::GetAtt")
                        .asText());
        JsonNode auth = TEMPLATE.resource("TrayApi").at("/Properties/Auth");
        assertTrue(auth.path("ApiKeyRequired").asBoolean(), "no key, so no plan that counts by it");
        assertTrue(auth.at("/UsagePlan/Throttle/RateLimit").asInt() > 0, auth::toString);
        for (String name : functions()) {
            for (JsonNode event : function(name).path("Events")) {
                if (event.path("Type").asText().equals("Api")) {
                    assertEquals(
                            "TrayApi",
                            event.at("/Properties/RestApiId/Ref").asText(),
                            () -> "the API of " + name);
                    assertTrue(
                            event.at("/Properties/Auth").isMissingNode(),
                            () -> "an authorizer of its own in " + name);
                }
            }
        }
    }

    /// The schedule's input is what the handler reads, once the scheduler has put the time in.
    @Test
    void theScheduleSendsWhatOpenMealPeriodReads() throws Exception {
        String input =
                function("OpenMealPeriodFunction")
                        .at("/Events/Sweep/Properties/Input")
                        .asText()
                        .replace("<aws.scheduler.scheduled-time>", "2026-11-20T08:00:00Z");
        Messages.assertValid("open-meal-period.input", input, "the schedule's input");
        StrictJson.read(
                input.getBytes(StandardCharsets.UTF_8),
                Class.forName("org.trayline.openmealperiod.OpenMealPeriod$Input"));
    }

    @Test
    void theScheduleSendsWhatRevalidateOrdersReads() throws Exception {
        String input =
                function("RevalidateOrdersFunction")
                        .at("/Events/Look/Properties/Input")
                        .asText()
                        .replace("<aws.scheduler.scheduled-time>", "2026-11-20T08:00:00Z");
        Messages.assertValid("revalidate-orders.input", input, "the schedule's input");
        StrictJson.read(
                input.getBytes(StandardCharsets.UTF_8),
                Class.forName("org.trayline.revalidateorders.RevalidateOrders$Input"));
    }

    @Test
    void theStateMachineIsTheFileThatTheseTestsRead() {
        String uri =
                TEMPLATE.resource("TrayOrderStateMachine").at("/Properties/DefinitionUri").asText();
        assertTrue(
                Files.isRegularFile(Project.path("sam").resolve(uri).normalize()),
                () -> "DefinitionUri " + uri);
        assertEquals(
                Project.path("statemachine/tray-order.asl.json"),
                Project.path("sam").resolve(uri).normalize());
    }
}
