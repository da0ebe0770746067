package org.trayline.asl.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.State.Effects;
import org.trayline.asl.expression.Template;
import org.trayline.asl.expression.TemplateParser;

/// Parses one state whose language is JSONata.
final class StateParser {
    private static final List<String> COMMON = List.of("Type", "Comment", "QueryLanguage");
    static final List<String> FALLIBLE =
            List.of("Retry", "Catch", "Assign", "Output", "Next", "End");
    private static final List<String> INVOKE_ARGUMENTS =
            List.of("FunctionName", "Payload", "Qualifier", "InvocationType", "LogType");
    private static final Pattern FUNCTION_ARN =
            Pattern.compile(
                    "arn:aws[a-z-]*:lambda:[a-z0-9-]*:\\d{12}:function:[A-Za-z0-9-_]+(:[A-Za-z0-9$_-]+)?");
    private static final Pattern INVOKE = Pattern.compile("arn:aws[a-z-]*:states:::lambda:invoke");

    private final DefinitionParser workflows;
    private final String name;
    private final Node node;
    private final Language language;

    StateParser(DefinitionParser workflows, String name, Node node, Language language) {
        this.workflows = workflows;
        this.name = name;
        this.node = node;
        this.language = language;
    }

    @Nullable State parse() {
        node.require("Type");
        String type = node.text("Type");
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "Task" -> task();
            case "Pass" -> pass();
            case "Choice" -> choice();
            case "Wait" -> await();
            case "Succeed" -> succeed();
            case "Fail" -> fail();
            case "Parallel" -> new HolderParser(this, workflows, name, node, language).parallel();
            case "Map" -> new HolderParser(this, workflows, name, node, language).map();
            default -> {
                node.refuse(
                        "Type",
                        "Value should be one of the following: [Task, Pass, Choice, Wait, Succeed,"
                                + " Fail, Parallel, Map]");
                yield null;
            }
        };
    }

    private @Nullable State task() {
        allow(FALLIBLE, "Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds");
        node.require("Resource");
        Resource resource = resource();
        if (resource instanceof Resource.LambdaInvoke) {
            invokeArguments();
        }
        Template timeout =
                node.integerOrExpression("TimeoutSeconds", 1, DefinitionParser.LONGEST_SECONDS);
        Template heartbeat =
                node.integerOrExpression("HeartbeatSeconds", 1, DefinitionParser.LONGEST_SECONDS);
        if (timeout instanceof Template.Constant(Number limit)
                && heartbeat instanceof Template.Constant(Number beat)
                && beat.longValue() >= limit.longValue()) {
            node.refuse("HeartbeatSeconds", "HeartbeatSeconds must be smaller than TimeoutSeconds");
        }
        Template arguments = node.template("Arguments");
        Recovery recovery = new RecoveryParser(node).parse();
        Effects effects = effects();
        State.Transition transition = transition();
        return resource == null || transition == null
                ? null
                : new State.Task(
                        name,
                        resource,
                        arguments,
                        timeout,
                        heartbeat,
                        recovery,
                        effects,
                        transition);
    }

    private @Nullable Resource resource() {
        String resource = node.text("Resource");
        if (resource == null) {
            return null;
        }
        if (INVOKE.matcher(resource).matches()) {
            return new Resource.LambdaInvoke();
        }
        if (FUNCTION_ARN.matcher(resource).matches()) {
            return new Resource.FunctionArn(resource);
        }
        node.refuse(
                "Resource",
                "The resource provided "
                        + resource
                        + " is not recognized. The value is not a valid resource ARN, or the"
                        + " resource is not available in this region.");
        return null;
    }

    private void invokeArguments() {
        if (node.raw("Arguments") instanceof Map<?, ?>) {
            Node arguments = node.object("Arguments");
            if (arguments != null) {
                arguments.require("FunctionName");
                arguments.allow(INVOKE_ARGUMENTS);
                Object type = arguments.raw("InvocationType");
                if (type != null
                        && !TemplateParser.isExpression(type)
                        && !type.equals("RequestResponse")) {
                    arguments.refuse("InvocationType", "Only 'RequestResponse' is supported");
                }
            }
        } else if (!TemplateParser.isExpression(String.valueOf(node.raw("Arguments")))) {
            node.refuse("These fields are required: [Arguments]");
        }
    }

    private @Nullable State pass() {
        allow(List.of(), "Assign", "Output", "Next", "End");
        Effects effects = effects();
        State.Transition transition = transition();
        return transition == null ? null : new State.Pass(name, effects, transition);
    }

    private @Nullable State choice() {
        allow(List.of(), "Choices", "Default", "Assign", "Output");
        node.require("Choices");
        List<State.Rule> rules = new ArrayList<>();
        List<Node> given = node.objects("Choices");
        for (Node rule : given) {
            rule.allow(List.of("Condition", "Next", "Assign", "Output", "Comment"));
            rule.require("Condition", "Next");
            Object condition = rule.raw("Condition");
            if (condition != null
                    && !(condition instanceof Boolean)
                    && !TemplateParser.isExpression(condition)) {
                rule.refuse("Condition", "Expected a boolean or a JSONata expression");
            }
            Template parsed = rule.template("Condition");
            String next = rule.text("Next");
            Effects effects = effects(rule);
            if (parsed != null && next != null) {
                rules.add(new State.Rule(parsed, next, effects));
            }
        }
        if (given.isEmpty() && node.has("Choices")) {
            node.refuse("Choices", "At least one choice rule is required");
        }
        return new State.Choice(name, rules, node.text("Default"), effects());
    }

    private @Nullable State await() {
        allow(List.of(), "Seconds", "Timestamp", "Assign", "Output", "Next", "End");
        State.Until until = until();
        Effects effects = effects();
        State.Transition transition = transition();
        return until == null || transition == null
                ? null
                : new State.Wait(name, until, effects, transition);
    }

    private State.@Nullable Until until() {
        if (node.has("Seconds") == node.has("Timestamp")) {
            node.refuse("Exactly one of these fields is required: [Seconds, Timestamp]");
            return null;
        }
        if (node.has("Seconds")) {
            Template seconds =
                    node.integerOrExpression("Seconds", 0, DefinitionParser.LONGEST_SECONDS);
            return seconds == null ? null : new State.Seconds(seconds);
        }
        String timestamp = node.text("Timestamp");
        if (timestamp == null) {
            return null;
        }
        if (!TemplateParser.isExpression(timestamp) && !Timestamps.isSound(timestamp)) {
            node.refuse("Timestamp", "String does not match RFC3339 timestamp");
            return null;
        }
        Template template = node.template("Timestamp");
        return template == null ? null : new State.Timestamp(template);
    }

    private State succeed() {
        allow(List.of(), "Output");
        return new State.Succeed(name, new Effects(null, node.template("Output")));
    }

    private State fail() {
        allow(List.of(), "Error", "Cause");
        node.text("Error");
        node.text("Cause");
        return new State.Fail(name, node.template("Error"), node.template("Cause"));
    }

    void allow(List<String> shared, String... own) {
        List<String> allowed = new ArrayList<>(COMMON);
        allowed.addAll(shared);
        allowed.addAll(List.of(own));
        node.allow(allowed);
    }

    Effects effects() {
        return effects(node);
    }

    static Effects effects(Node node) {
        Node assign = node.object("Assign");
        if (assign != null) {
            for (String name : assign.names()) {
                if (name.equals("states")) {
                    assign.refuse(name, "The variable name 'states' is reserved");
                } else if (!Variables.isName(name)) {
                    assign.refuse(name, "'" + name + "' is not a valid variable name");
                }
            }
        }
        Template variables = node.template("Assign");
        Template output = node.template("Output");
        return variables == null && output == null ? Effects.NONE : new Effects(variables, output);
    }

    State.@Nullable Transition transition() {
        String next = node.text("Next");
        boolean end = node.flag("End");
        if (next != null && end) {
            node.refuse("Only one of these fields is allowed: [Next, End]");
            return null;
        }
        if (next != null) {
            return new State.Next(next);
        }
        if (end) {
            return new State.End();
        }
        if (!node.has("Next")) {
            node.refuse("One of these fields is required: [Next, End]");
        }
        return null;
    }
}
