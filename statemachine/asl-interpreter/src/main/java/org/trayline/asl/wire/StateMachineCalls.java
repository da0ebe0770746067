package org.trayline.asl.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ApiFault;
import org.trayline.asl.StateMachines;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.definition.Problem;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.machine.Revision;
import org.trayline.asl.machine.StateMachine;

/// The calls about state machines.
final class StateMachineCalls {
    private static final String ARN = "stateMachineArn";
    private static final int MOST_DIAGNOSTICS = 100;

    private final StepFunctions engine;
    private final StateMachines machines;

    StateMachineCalls(StepFunctions engine) {
        this.engine = engine;
        this.machines = engine.stateMachines();
    }

    void registerIn(Map<String, Call> calls) {
        calls.put("CreateStateMachine", this::create);
        calls.put("UpdateStateMachine", this::update);
        calls.put("DeleteStateMachine", this::delete);
        calls.put("DescribeStateMachine", this::describe);
        calls.put("DescribeStateMachineForExecution", this::describeForExecution);
        calls.put("ListStateMachines", this::list);
        calls.put("ValidateStateMachineDefinition", this::validate);
        calls.put("TagResource", this::tag);
        calls.put("UntagResource", this::untag);
        calls.put("ListTagsForResource", this::listTags);
    }

    private Answer create(Parameters given) {
        checkType(given.text("type"));
        StateMachine machine =
                machines.create(
                        given.required("name"),
                        given.required("definition"),
                        given.required("roleArn"));
        machine.tag(tags(given));
        return new Answer()
                .put("creationDate", machine.creationDate())
                .put(ARN, machine.arn())
                .put("stateMachineVersionArn", published(given, machine));
    }

    private @Nullable String published(Parameters given, StateMachine machine) {
        if (!given.flag("publish", false)) {
            return null;
        }
        return VersionCalls.arn(
                machine,
                machines.versions().publish(machine.arn(), null, given.text("versionDescription")));
    }

    private static void checkType(@Nullable String type) {
        if (type != null && !type.equals("STANDARD")) {
            throw new ApiFault(
                    "StateMachineTypeNotSupported",
                    "State Machine Type Not Supported: '" + type + "'");
        }
    }

    private Answer update(Parameters given) {
        Revision revision =
                machines.update(
                        given.required(ARN), given.text("definition"), given.text("roleArn"));
        return new Answer()
                .put("revisionId", revision.revisionId())
                .put("updateDate", revision.updateDate())
                .put(
                        "stateMachineVersionArn",
                        published(given, machines.find(given.required(ARN))));
    }

    private Answer delete(Parameters given) {
        machines.delete(given.required(ARN));
        return new Answer();
    }

    private Answer describe(Parameters given) {
        StateMachines.Target target = machines.target(given.required(ARN));
        StateMachine machine = target.machine();
        String version = target.versionArn();
        return described(
                        version == null ? machine.arn() : version,
                        machine.name(),
                        target.revision())
                .put("description", target.description())
                .put("creationDate", machine.creationDate())
                .put("status", "ACTIVE")
                .put("type", "STANDARD");
    }

    private Answer describeForExecution(Parameters given) {
        Execution execution = engine.execution(given.required("executionArn"));
        return described(
                        execution.identity().stateMachineArn(),
                        execution.identity().stateMachineName(),
                        execution.revision())
                .put("updateDate", execution.revision().updateDate());
    }

    private static Answer described(String arn, String name, Revision revision) {
        return new Answer()
                .put(ARN, arn)
                .put("name", name)
                .put("definition", revision.text())
                .put("roleArn", revision.roleArn())
                .put("revisionId", revision.revisionId())
                .put("loggingConfiguration", Map.of("level", "OFF", "includeExecutionData", false))
                .put("tracingConfiguration", Map.of("enabled", false))
                .put("encryptionConfiguration", Map.of("type", "AWS_OWNED_KEY"));
    }

    private Answer list(Parameters given) {
        List<StateMachine> all = machines.all();
        int from = (int) Page.position(given.text("nextToken"), 0);
        int to = Math.min(from + given.maxResults(), all.size());
        List<Object> page =
                all.subList(Math.min(from, to), to).stream()
                        .map(
                                machine ->
                                        (Object)
                                                new Answer()
                                                        .put("creationDate", machine.creationDate())
                                                        .put("name", machine.name())
                                                        .put(ARN, machine.arn())
                                                        .put("type", "STANDARD")
                                                        .fields())
                        .toList();
        return new Answer()
                .put("stateMachines", page)
                .put("nextToken", to < all.size() ? Page.token(to) : null);
    }

    private Answer validate(Parameters given) {
        given.choice("type", List.of("STANDARD", "EXPRESS"));
        given.choice("severity", List.of("ERROR", "WARNING"));
        String definition = given.required("definition");
        if (definition.isEmpty()) {
            throw new ApiFault(
                    "ValidationException",
                    "1 validation error detected: Value '' at 'definition' failed to satisfy"
                            + " constraint: Member must have length greater than or equal to 1");
        }
        int most = given.maxResults(MOST_DIAGNOSTICS);
        List<Problem> problems = machines.validate(definition);
        List<Object> diagnostics =
                problems.stream()
                        .limit(most)
                        .map(
                                problem ->
                                        (Object)
                                                new Answer()
                                                        .put("severity", "ERROR")
                                                        .put("code", problem.code())
                                                        .put("message", problem.message())
                                                        .put("location", problem.pointer())
                                                        .fields())
                        .toList();
        return new Answer()
                .put("result", problems.isEmpty() ? "OK" : "FAIL")
                .put("diagnostics", diagnostics)
                .put("truncated", problems.size() > most);
    }

    private Answer tag(Parameters given) {
        machines.find(given.required("resourceArn")).tag(tags(given));
        return new Answer();
    }

    private Answer untag(Parameters given) {
        machines.find(given.required("resourceArn")).untag(given.texts("tagKeys"));
        return new Answer();
    }

    private Answer listTags(Parameters given) {
        List<Object> tags =
                machines.find(given.required("resourceArn")).tags().entrySet().stream()
                        .map(
                                tag ->
                                        (Object)
                                                Map.of(
                                                        "key", tag.getKey(),
                                                        "value", tag.getValue()))
                        .toList();
        return new Answer().put("tags", tags);
    }

    private static Map<String, String> tags(Parameters given) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Parameters tag : given.objects("tags")) {
            String value = tag.text("value");
            tags.put(tag.required("key"), value == null ? "" : value);
        }
        return tags;
    }
}
