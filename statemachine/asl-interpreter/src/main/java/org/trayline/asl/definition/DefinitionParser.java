package org.trayline.asl.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.expression.BuiltInFunctions;
import org.trayline.asl.expression.TemplateParser;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;

/// Parses Amazon States Language of Task, Choice, Pass, Wait, Succeed, Fail, Parallel and inline
/// Map states written in JSONata; refuses all else, all problems at once. Threads may share it.
public final class DefinitionParser {
    static final long LONGEST_SECONDS = 99_999_999;
    private static final int LONGEST_STATE_NAME = 80;
    private static final List<String> WORKFLOW_FIELDS = List.of("StartAt", "States", "Comment");

    private final TemplateParser templates;

    public DefinitionParser(BuiltInFunctions functions) {
        this.templates = new TemplateParser(functions);
    }

    public StateMachineDefinition parse(String text) throws InvalidDefinition {
        List<Problem> problems = new ArrayList<>();
        Object value = read(text, problems);
        if (!(value instanceof Map<?, ?> fields)) {
            throw new InvalidDefinition(problems);
        }
        Node root = new Node(fields, "", problems, templates);
        Language language = topLanguage(root);
        if (root.has("Version") && !"1.0".equals(root.text("Version"))) {
            root.refuse("Version", "Value is not valid. It must be \"1.0\"");
        }
        OptionalLong timeout = root.integer("TimeoutSeconds", 1, LONGEST_SECONDS);
        Workflow workflow =
                workflow(root, language, List.of("Version", "TimeoutSeconds", "QueryLanguage"));
        if (workflow != null) {
            StateNames.check(workflow, problems);
        }
        if (!problems.isEmpty() || workflow == null) {
            throw new InvalidDefinition(problems);
        }
        return new StateMachineDefinition(workflow, timeout);
    }

    private static @Nullable Object read(String text, List<Problem> problems) {
        try {
            Object value = Json.parseUnambiguous(text).value();
            if (!(value instanceof Map)) {
                problems.add(
                        new Problem(
                                "INVALID_JSON_DESCRIPTION",
                                null,
                                "A state machine definition must be a JSON object"));
            }
            return value;
        } catch (MalformedJson fault) {
            problems.add(
                    new Problem(
                            "INVALID_JSON_DESCRIPTION", null, String.valueOf(fault.getMessage())));
            return null;
        }
    }

    private static Language topLanguage(Node root) {
        String named = root.text("QueryLanguage");
        if (named == null) {
            return Language.JSONPATH;
        }
        return switch (named) {
            case "JSONata" -> Language.JSONATA;
            case "JSONPath" -> Language.JSONPATH;
            default -> {
                root.refuse("QueryLanguage", Language.INVALID);
                yield Language.JSONATA;
            }
        };
    }

    /// Null if it has no usable States or StartAt; problems say why.
    @Nullable Workflow workflow(Node node, Language language, List<String> alsoAllowed) {
        List<String> allowed = new ArrayList<>(WORKFLOW_FIELDS);
        allowed.addAll(alsoAllowed);
        node.allow(allowed);
        node.require("States", "StartAt");
        node.text("Comment");
        Node states = node.object("States");
        String startAt = node.text("StartAt");
        if (states == null) {
            return null;
        }
        if (states.names().isEmpty()) {
            states.refuse("At least one state is required");
            return null;
        }
        int before = node.problems();
        Map<String, State> parsed = new LinkedHashMap<>();
        for (String name : states.names()) {
            State state = state(states, name, language);
            if (state != null) {
                parsed.put(name, state);
            }
        }
        if (startAt == null) {
            return null;
        }
        new Transitions(node, states.names())
                .check(startAt, parsed.values(), node.problems() == before);
        return parsed.containsKey(startAt) ? new Workflow(startAt, parsed) : null;
    }

    private @Nullable State state(Node states, String name, Language language) {
        if (name.codePointCount(0, name.length()) > LONGEST_STATE_NAME) {
            states.refuse(name, "State name must not be longer than 80 characters");
        }
        Node node = states.object(name);
        if (node == null) {
            return null;
        }
        if (!language.isJsonata(node)) {
            return null;
        }
        node.text("Comment");
        return new StateParser(this, name, node, language).parse();
    }
}
