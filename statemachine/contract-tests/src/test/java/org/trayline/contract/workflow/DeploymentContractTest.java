package org.trayline.contract.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trayline.contract.Project;
import org.trayline.contract.Template;
import org.trayline.contract.Workflow;

/// What the validators do not see: that the templates agree with each other and with what they
/// name.
final class DeploymentContractTest {
    private static final Template TEMPLATE = Template.read();

    /// Of each nested stack, by its logical id.
    private static Map<String, Template> nested() {
        Map<String, Template> nested = new TreeMap<>();
        TEMPLATE.resources("AWS::CloudFormation::Stack")
                .forEach(
                        (id, stack) ->
                                nested.put(
                                        id,
                                        Template.read(
                                                stack.at("/Properties/TemplateURL").asText())));
        assertEquals(Set.of("Data", "Account"), nested.keySet());
        return nested;
    }

    @Test
    void aNestedStackIsGivenItsParametersAndNoOthers() {
        nested().forEach(
                        (id, template) ->
                                assertEquals(
                                        names(template.root().path("Parameters")),
                                        names(TEMPLATE.resource(id).at("/Properties/Parameters")),
                                        () -> "expected: Parameters of the template of " + id));
    }

    @Test
    void everyOutputThatIsUsedIsThereAndEveryOutputIsUsed() {
        Set<String> used = new TreeSet<>();
        TEMPLATE.root().path("Resources").findValues("Fn::GetAtt").stream()
                .map(JsonNode::asText)
                .filter(name -> name.contains(".Outputs."))
                .forEach(used::add);
        for (JsonNode text : TEMPLATE.root().path("Resources").findValues("Fn::Sub")) {
            Pattern.compile("[$][{](\\w+[.]Outputs[.]\\w+)}")
                    .matcher(text.asText())
                    .results()
                    .forEach(match -> used.add(match.group(1)));
        }
        Set<String> there = new TreeSet<>();
        nested().forEach(
                        (id, template) ->
                                names(template.root().path("Outputs"))
                                        .forEach(name -> there.add(id + ".Outputs." + name)));
        assertEquals(there, used, "expected: Outputs of nested stacks; was: those that are used");
    }

    /// A canary that is watched by an alarm that is not there is taken for good.
    @Test
    void theAlarmsThatTakeADeploymentBackAreThere() {
        Set<String> named = new TreeSet<>();
        TEMPLATE.root()
                .at("/Globals/Function/DeploymentPreference/Alarms")
                .forEach(alarm -> named.add(alarm.path("Ref").asText()));
        TEMPLATE.resource("TrayOrderStateMachine")
                .at("/Properties/DeploymentPreference/Alarms")
                .forEach(alarm -> named.add(alarm.path("Ref").asText()));
        assertEquals(
                Set.of("StepErrorsAlarm", "OtherErrorsAlarm", "ExecutionFailuresAlarm"), named);
        assertTrue(
                TEMPLATE.resources("AWS::CloudWatch::Alarm").keySet().containsAll(named),
                named::toString);
    }

    /// Between them the two alarms of errors watch every function.
    @Test
    void everyFunctionsErrorsAreWatched() {
        Set<String> watched = new TreeSet<>();
        for (String alarm : Set.of("StepErrorsAlarm", "OtherErrorsAlarm")) {
            TEMPLATE.resource(alarm)
                    .findValues("Dimensions")
                    .forEach(dimensions -> watched.add(dimensions.at("/0/Value/Ref").asText()));
        }
        Set<String> deployedAtOnce =
                Set.of("MigrateFunction", "MigrateOnDeployFunction", "TryReleaseFunction");
        watched.addAll(deployedAtOnce);
        assertEquals(TEMPLATE.functions().keySet(), watched);
    }

    @Test
    void everyAlarmTellsSomebodyAndSaysWhatToDo() {
        Map<String, JsonNode> alarms = TEMPLATE.resources("AWS::CloudWatch::Alarm");
        assertTrue(alarms.size() >= 15, alarms::toString);
        alarms.forEach(
                (id, alarm) -> {
                    assertEquals(
                            "AlarmsTopic", alarm.at("/Properties/AlarmActions/0/Ref").asText(), id);
                    assertFalse(alarm.at("/Properties/AlarmDescription").asText().isBlank(), id);
                });
    }

    /// What must not go unnoticed, by the metrics that show it.
    @Test
    void whatMustBeNoticedHasAnAlarm() {
        Set<String> metrics =
                TEMPLATE.resources("AWS::CloudWatch::Alarm").values().stream()
                        .flatMap(alarm -> alarm.findValues("MetricName").stream())
                        .map(JsonNode::asText)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(
                        Set.of(
                                "ExecutionsFailed",
                                "ApproximateNumberOfMessagesVisible",
                                "ApproximateAgeOfOldestMessage",
                                "Invocations",
                                "Errors",
                                "Throttles",
                                "Duration",
                                "CPUUtilization",
                                "DatabaseConnections",
                                "FreeStorageSpace",
                                "Evictions",
                                "openedLateMinutes")),
                metrics);
    }

    /// The role of the workflow may invoke what the workflow calls, by the alias, and nothing else.
    @Test
    void theWorkflowMayInvokeTheAliasesThatItCalls() {
        Set<String> called = new TreeSet<>();
        TEMPLATE.substitutions().forEach(value -> called.add(value.path("Fn::Sub").asText()));
        Set<String> granted = new TreeSet<>();
        TEMPLATE.resource("TrayOrderStateMachine")
                .at("/Properties/Policies/0/Statement/0/Resource")
                .forEach(value -> granted.add(value.path("Fn::Sub").asText()));
        assertEquals(called, granted);
        assertEquals(Workflow.read().steps().size(), called.size());
        called.forEach(arn -> assertTrue(arn.matches("[$][{]\\w+[.]Arn}:live"), arn));
    }

    /// The canary of a state machine is one only for those who start its alias.
    @Test
    void startsGoToTheAliasOfTheWorkflow() {
        int starters = 0;
        for (JsonNode function : TEMPLATE.functions().values()) {
            JsonNode arn = function.at("/Environment/Variables/STATE_MACHINE_ARN");
            if (!arn.isMissingNode()) {
                starters++;
                assertEquals("${TrayOrderStateMachine}:live", arn.path("Fn::Sub").asText());
            }
        }
        assertEquals(2, starters);
    }

    /// A log of who asked for what, without what was in it.
    @Test
    void theApisLogHoldsNoBodyPathOrQuery() throws Exception {
        JsonNode api = TEMPLATE.resource("TrayApi").path("Properties");
        JsonNode line = Project.JSON.readTree(api.at("/AccessLogSetting/Format").asText());
        Set<String> variables = new TreeSet<>();
        line.forEach(value -> variables.add(value.asText()));
        assertEquals(
                Set.of(
                        "$context.requestId",
                        "$context.requestTime",
                        "$context.httpMethod",
                        "$context.resourcePath",
                        "$context.status",
                        "$context.responseLatency",
                        "$context.authorizer.claims.sub"),
                variables);
        assertFalse(api.at("/MethodSettings/0/DataTraceEnabled").asBoolean(true));
    }

    /// Of every operation that has a body, for whoever makes a client of the deployed API.
    @Test
    void aRequestModelIsTheBodyOfTheDescription() {
        Map<String, JsonNode> models = new TreeMap<>();
        for (JsonNode function : TEMPLATE.functions().values()) {
            for (JsonNode event : function.path("Events")) {
                JsonNode model = event.at("/Properties/RequestModel/Model");
                if (!model.isMissingNode()) {
                    models.put(
                            event.at("/Properties/Path").asText(),
                            TEMPLATE.resource("TrayApi")
                                    .at("/Properties/Models/" + model.asText()));
                }
            }
        }
        Set<String> paths = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path :
                Project.json(Project.path("schema/openapi.json")).path("paths").properties()) {
            String body =
                    path.getValue()
                            .at("/post/requestBody/content/application~1json/schema/$ref")
                            .asText();
            if (!body.isEmpty()) {
                paths.add(path.getKey());
                JsonNode model = models.getOrDefault(path.getKey(), Project.JSON.nullNode());
                JsonNode described =
                        Project.json(
                                Project.path("schema/messages/" + body.replaceFirst(".*/", "")));
                assertEquals(
                        Workflow.texts(described.path("required")),
                        Workflow.texts(model.path("required")),
                        () -> "expected: required of " + body);
                assertEquals(
                        names(described.path("properties")),
                        names(model.path("properties")),
                        () -> "expected: properties of " + body);
            }
        }
        assertEquals(paths, models.keySet(), "expected: paths of bodies; was: those of models");
        assertEquals(4, paths.size());
    }

    /// A tag is seen in bills and by everybody who may list resources.
    @Test
    void aTagSaysTheApplicationAndTheStageAndNothingElse() {
        List<String> tags =
                Pattern.compile("^tags = (.*)$", Pattern.MULTILINE)
                        .matcher(Project.text("sam/samconfig.toml"))
                        .results()
                        .map(line -> line.group(1))
                        .toList();
        assertEquals(
                Stream.of("dev", "staging", "prod")
                        .map("[\"application=trayline\", \"stage=%s\"]"::formatted)
                        .toList(),
                tags);
        nested().forEach(
                        (id, template) ->
                                template.root()
                                        .findValues("Tags")
                                        .forEach(
                                                tag ->
                                                        assertEquals(
                                                                "${AWS::StackName}",
                                                                tag.at("/0/Value/Fn::Sub").asText(),
                                                                id)));
        assertEquals(List.of(), TEMPLATE.root().findValues("Tags"));
    }

    @Test
    void theFirewallStandsBeforeTheStageOfTheApi() {
        JsonNode association = TEMPLATE.resource("ApiFirewallOfTheApi").path("Properties");
        String stage = TEMPLATE.resource("TrayApi").at("/Properties/StageName").asText();
        assertEquals(
                "arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${TrayApi}/stages/"
                        + stage,
                association.at("/ResourceArn/Fn::Sub").asText());
        assertEquals("ApiFirewall.Arn", association.at("/WebACLArn/Fn::GetAtt").asText());
    }

    /// Whoever reads tables is called only when they are as the release needs them; and another
    /// migration is another number, without which CloudFormation would not call the function.
    @Test
    void theDatabaseIsMigratedBeforeAReleaseIsCalled() {
        TEMPLATE.functions()
                .forEach(
                        (name, function) ->
                                assertEquals(
                                        function.at("/Environment/Variables").has("AUTH"),
                                        TEMPLATE.resource(name)
                                                .path("DependsOn")
                                                .asText()
                                                .equals("Migration"),
                                        () -> "expected: the database is used by " + name));
        assertEquals(
                "MigrateFunctionAlias"
                        + TEMPLATE.root().at("/Globals/Function/AutoPublishAlias").asText(),
                TEMPLATE.resource("Migration").path("DependsOn").asText(),
                "the alias by which the migration is called");
        assertEquals(
                Project.files("schema/migrations", ".sql").size(),
                TEMPLATE.resource("Migration").at("/Properties/Migrations").asInt());
    }

    @Test
    void theDashboardIsJson() throws Exception {
        String body =
                TEMPLATE.resource("Dashboard").at("/Properties/DashboardBody/Fn::Sub").asText();
        assertTrue(Project.JSON.readTree(body).path("widgets").size() >= 5, body);
    }

    /// A metric that no log line has is a line that stays at nothing.
    @Test
    void theDashboardShowsMetricsThatTheFunctionsTellOf() throws Exception {
        JsonNode told =
                Project.JSON
                        .readTree(Project.text("schema/messages/log-line.json"))
                        .path("properties");
        String body =
                TEMPLATE.resource("Dashboard").at("/Properties/DashboardBody/Fn::Sub").asText();
        int shown = 0;
        for (JsonNode widget : Project.JSON.readTree(body).path("widgets")) {
            String namespace = "";
            for (JsonNode metric : widget.at("/properties/metrics")) {
                String said = metric.path(0).asText();
                namespace = said.equals(".") ? namespace : said;
                if (namespace.equals("Trayline")) {
                    shown++;
                    assertTrue(told.has(metric.path(1).asText()), metric::toString);
                }
            }
        }
        assertEquals(3, shown, "metrics of ours on the dashboard");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
