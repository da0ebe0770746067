package org.trayline.local.inspector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.expression.BuiltInFunctions;
import org.trayline.asl.expression.QueryFailed;
import org.trayline.asl.expression.Scope;
import org.trayline.asl.expression.Template;
import org.trayline.asl.expression.TemplateParser;
import org.trayline.asl.json.Json;
import org.trayline.asl.time.SystemWorkflowClock;

/// Every JSONata expression of a state with its value in one visit.
///
/// What the history tells is taken from it: it is what the state really worked with. The rest, a
/// choice's conditions above all, is evaluated again by the interpreter's own engine from the input
/// and the variables that the history tells.
final class Expressions {
    private static final Set<String> OTHER_STATES =
            Set.of("Branches", "ItemProcessor", "Iterator", "Retry", "Comment");
    private static final TemplateParser TEMPLATES =
            new TemplateParser(new BuiltInFunctions(new SystemWorkflowClock(), new Random()));
    private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

    /// How a value is known.
    enum Source {
        /// The history tells it.
        RECORDED,
        /// Evaluated again from what the history tells.
        EVALUATED,
        /// The state never came to it.
        NOT_REACHED
    }

    /// @param field a JSON pointer into the state
    /// @param expression without its delimiters
    /// @param problem why it has no value
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Value(
            String field,
            String expression,
            @Nullable JsonNode value,
            Source source,
            @Nullable String problem) {}

    private final Run run;
    private final Visit visit;
    private final JsonNode state;
    private final int chosen;
    private final int caughtBy;

    private Expressions(Run run, Visit visit) {
        this.run = run;
        this.visit = visit;
        this.state = run.state(visit.state());
        this.chosen = chosenRule();
        this.caughtBy = visit.status() == Visit.Status.CAUGHT ? catcher() : -1;
    }

    static List<Value> of(Run run, Visit visit) {
        Expressions expressions = new Expressions(run, visit);
        List<Value> values = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : expressions.state.properties()) {
            if (!OTHER_STATES.contains(field.getKey())) {
                expressions.collect(
                        JsonPointer.empty().appendProperty(field.getKey()),
                        field.getValue(),
                        values);
            }
        }
        return values;
    }

    private void collect(JsonPointer at, JsonNode node, List<Value> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            field ->
                                    collect(
                                            at.appendProperty(field.getKey()),
                                            field.getValue(),
                                            values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(at.appendIndex(i), node.get(i), values);
            }
        } else if (TemplateParser.isExpression(node.textValue())) {
            values.add(value(at, node.textValue()));
        }
    }

    private Value value(JsonPointer field, String delimited) {
        String text = delimited.substring(2, delimited.length() - 2).strip();
        if (!reached(field)) {
            return new Value(field.toString(), text, null, Source.NOT_REACHED, null);
        }
        JsonNode recorded = recorded(field);
        return recorded.isMissingNode()
                ? evaluated(field, text, delimited)
                : new Value(field.toString(), text, recorded, Source.RECORDED, null);
    }

    private boolean reached(JsonPointer field) {
        int rule = field.tail() == null ? -1 : field.tail().getMatchingIndex();
        return switch (field.getMatchingProperty()) {
            case "Choices" -> isCondition(field) ? chosen < 0 || rule <= chosen : rule == chosen;
            case "Catch" -> rule == caughtBy;
            case "Assign", "Output" ->
                    caughtBy < 0 && chosen < 0 && visit.status() != Visit.Status.CAUGHT;
            default -> true;
        };
    }

    private static boolean isCondition(JsonPointer field) {
        return field.last().matchesProperty("Condition");
    }

    private JsonNode recorded(JsonPointer field) {
        if (field.matchesProperty("Arguments")) {
            return visit.attempts().isEmpty()
                    ? NOTHING
                    : run.arguments(visit.attempts().getLast()).at(field.tail());
        }
        JsonPointer effect =
                field.matchesProperty("Choices") || field.matchesProperty("Catch")
                        ? field.tail().tail()
                        : field;
        return switch (effect.getMatchingProperty()) {
            case "Assign" -> run.assigned(visit).at(effect.tail());
            case "Output" -> run.output(visit).at(effect.tail());
            default -> NOTHING;
        };
    }

    private Value evaluated(JsonPointer field, String text, String delimited) {
        try {
            Object value = evaluate(field.toString().substring(1), delimited);
            return new Value(
                    field.toString(),
                    text,
                    Run.read(JsonNodeFactory.instance.textNode(Json.of(value).text())),
                    Source.EVALUATED,
                    null);
        } catch (QueryFailed failed) {
            return new Value(field.toString(), text, null, Source.EVALUATED, failed.text());
        }
    }

    private Object evaluate(String location, String delimited) throws QueryFailed {
        List<String> problems = new ArrayList<>();
        Template template = TEMPLATES.parse("", delimited, (_, problem) -> problems.add(problem));
        if (!problems.isEmpty()) {
            throw new QueryFailed(location, String.join("; ", problems));
        }
        return template.evaluate(location, scope());
    }

    /// The first rule whose condition holds; -1 where none does or there are none.
    private int chosenRule() {
        JsonNode rules = state.path("Choices");
        for (int i = 0; i < rules.size(); i++) {
            String condition = rules.get(i).path("Condition").asText();
            try {
                if (TemplateParser.isExpression(condition)
                        && evaluate("Condition", condition) instanceof Boolean holds
                        && holds) {
                    return i;
                }
            } catch (QueryFailed _) {
                // As in the execution: the state ends at this rule.
                return i;
            }
        }
        return -1;
    }

    private int catcher() {
        JsonNode catchers = state.path("Catch");
        String next = run.next(visit);
        for (int i = 0; i < catchers.size(); i++) {
            if (catchers.get(i).path("Next").asText().equals(next)) {
                return i;
            }
        }
        return -1;
    }

    private Scope scope() {
        Map<String, Object> states = new HashMap<>();
        states.put("input", json(run.input(visit)));
        states.put("context", json(context()));
        if (!visit.attempts().isEmpty()) {
            JsonNode result = run.result(visit.attempts().getLast());
            if (!result.isMissingNode()) {
                states.put("result", json(result));
            }
        }
        Map<String, Object> variables = new HashMap<>();
        run.variablesBefore(visit)
                .properties()
                .forEach(variable -> variables.put(variable.getKey(), json(variable.getValue())));
        return new Scope(variables, states);
    }

    private static Object json(JsonNode node) {
        return node.isMissingNode() ? Json.NULL : Json.read(node.toString()).value();
    }

    private ObjectNode context() {
        JsonNode described = run.described();
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        ObjectNode execution = context.putObject("Execution");
        execution.put("Id", described.path("executionArn").asText());
        execution.set("Input", Run.read(described.path("input")));
        execution.put("StartTime", described.path("startDate").asText());
        execution.put("Name", described.path("name").asText());
        run.events().values().stream()
                .filter(event -> event.type().equals("ExecutionStarted"))
                .forEach(event -> execution.put("RoleArn", event.text("roleArn")));
        execution.put(
                "RedriveCount",
                run.events().values().stream()
                        .filter(event -> event.type().equals("ExecutionRedriven"))
                        .filter(event -> event.id() < visit.id())
                        .count());
        ObjectNode machine = context.putObject("StateMachine");
        String arn = described.path("stateMachineArn").asText();
        machine.put("Id", arn);
        machine.put("Name", arn.substring(arn.lastIndexOf(':') + 1));
        ObjectNode current = context.putObject("State");
        current.put("Name", visit.state());
        current.put("EnteredTime", visit.start());
        current.put("RetryCount", Math.max(0, visit.attempts().size() - 1));
        if (visit.index() != null) {
            context.putObject("Map").putObject("Item").put("Index", visit.index());
        }
        return context;
    }
}
