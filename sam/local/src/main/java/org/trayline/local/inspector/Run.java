package org.trayline.local.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One execution as it can be looked back upon: what it was given, its history, its visits.
///
/// @param described DescribeExecution's answer
/// @param definition the definition that it runs
record Run(JsonNode described, JsonNode definition, Map<Long, Event> events, List<Visit> visits) {
    private static final JsonMapper JSON = new JsonMapper();

    static Run of(JsonNode described, JsonNode definition, List<ObjectNode> history) {
        List<Event> events = history.stream().map(Event::of).toList();
        return new Run(
                described,
                definition,
                events.stream()
                        .collect(
                                Collectors.toMap(
                                        Event::id,
                                        Function.identity(),
                                        (first, _) -> first,
                                        LinkedHashMap::new)),
                Visits.of(events));
    }

    /// @throws NoSuchElementException where no state was entered by that event
    Visit visit(long id) {
        return visits.stream().filter(visit -> visit.id() == id).findFirst().orElseThrow();
    }

    Event event(long id) {
        return Objects.requireNonNull(events.get(id), () -> "event " + id);
    }

    /// The state that came after a visit; null where none did.
    @Nullable String next(Visit visit) {
        return visits.stream()
                .filter(later -> Objects.equals(later.from(), visit.id()))
                .map(Visit::state)
                .findFirst()
                .orElse(null);
    }

    /// The workflow's variables as the state found them, by name without `$`.
    ObjectNode variablesBefore(Visit visit) {
        if (visit.from() != null) {
            return variablesAfter(visit(visit.from()));
        }
        return visit.parent() == null
                ? JsonNodeFactory.instance.objectNode()
                : variablesBefore(visit(visit.parent()));
    }

    ObjectNode variablesAfter(Visit visit) {
        ObjectNode variables = variablesBefore(visit);
        variables.setAll(assigned(visit));
        return variables;
    }

    /// What the state assigned when it was left.
    ObjectNode assigned(Visit visit) {
        ObjectNode assigned = JsonNodeFactory.instance.objectNode();
        if (visit.exit() != null) {
            event(visit.exit())
                    .details()
                    .path("assignedVariables")
                    .properties()
                    .forEach(
                            variable -> assigned.set(variable.getKey(), read(variable.getValue())));
        }
        return assigned;
    }

    JsonNode input(Visit visit) {
        return read(event(visit.id()).details().path("input"));
    }

    /// Missing where the state was not left.
    JsonNode output(Visit visit) {
        return visit.exit() == null
                ? JsonNodeFactory.instance.missingNode()
                : read(event(visit.exit()).details().path("output"));
    }

    /// What an attempt was called with; missing where the event does not tell.
    JsonNode arguments(Visit.Attempt attempt) {
        JsonNode details = event(attempt.scheduled()).details();
        return read(details.has("parameters") ? details.path("parameters") : details.path("input"));
    }

    /// What an attempt answered; missing where it did not succeed.
    JsonNode result(Visit.Attempt attempt) {
        return attempt.ended() == null
                ? JsonNodeFactory.instance.missingNode()
                : read(event(attempt.ended()).details().path("output"));
    }

    /// The state's part of the definition, wherever it stands.
    JsonNode state(String name) {
        return state(definition, name);
    }

    private static JsonNode state(JsonNode workflow, String name) {
        JsonNode found = workflow.path("States").path(name);
        if (!found.isMissingNode()) {
            return found;
        }
        for (JsonNode holder : workflow.path("States")) {
            for (JsonNode branch : holder.path("Branches")) {
                found = found.isMissingNode() ? state(branch, name) : found;
            }
            for (String processor : List.of("ItemProcessor", "Iterator")) {
                found = found.isMissingNode() ? state(holder.path(processor), name) : found;
            }
        }
        return found;
    }

    /// JSON in a text; the text itself where it is none, as AWS cuts off what is too long.
    static JsonNode read(JsonNode text) {
        if (!text.isTextual()) {
            return JsonNodeFactory.instance.missingNode();
        }
        try {
            return JSON.readTree(text.textValue());
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
