package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.trayline.contract.Project;
import org.trayline.contract.message.Messages;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;

/// Every message that flowed to a step, changed at one place at a time: the handler's strict mapper
/// refuses what the schema refuses, and takes what it takes. A lenient one would turn an unknown
/// enum into null and a missing level into 0.
final class MutatedMessageIT {
    /// What is done to every value of a message.
    private static final Map<String, UnaryOperator<JsonNode>> REPLACEMENTS = replacements();

    private static Map<String, UnaryOperator<JsonNode>> replacements() {
        Map<String, UnaryOperator<JsonNode>> replacements = new LinkedHashMap<>();
        replacements.put("null", value -> Project.JSON.nullNode());
        replacements.put("a number", value -> Project.JSON.getNodeFactory().numberNode(1.5));
        replacements.put(
                "an integer",
                value ->
                        value.isNumber()
                                ? value
                                : Project.JSON.getNodeFactory().numberNode(20_000));
        replacements.put(
                "its text",
                value -> value.isTextual() ? value : TextNode.valueOf(value.toString()));
        replacements.put(
                "numbers", value -> Project.JSON.createArrayNode().add(2026).add(11).add(20));
        replacements.put("a code that is none", value -> TextNode.valueOf("RENAL_K2"));
        replacements.put("true", value -> Project.JSON.getNodeFactory().booleanNode(true));
        replacements.put("an array of it", value -> Project.JSON.createArrayNode().add(value));
        replacements.put("an empty object", value -> Project.JSON.createObjectNode());
        replacements.put("its first", value -> value.isArray() ? value.path(0) : value);
        return replacements;
    }

    /// @param what where and what was changed
    private record Mutation(String what, String json) {}

    @Test
    void theStrictMapperRefusesWhatTheSchemaRefuses() throws Exception {
        List<String> differences = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        int refused = 0;
        for (Performance.Exchange exchange : exchanges()) {
            if (!seen.add(exchange.step().state())) {
                continue;
            }
            Class<?> type = inputOf(exchange.step().handler());
            String schema = exchange.step().module() + ".input";
            for (Mutation mutation : mutations(exchange.input())) {
                boolean bySchema = !Messages.problems(schema, mutation.json()).isEmpty();
                boolean byMapper = refuses(type, mutation.json());
                refused += bySchema ? 1 : 0;
                if (bySchema != byMapper) {
                    differences.add(
                            "%s%s is refused by %s only"
                                    .formatted(
                                            schema,
                                            mutation.what(),
                                            bySchema ? "the schema" : "the mapper"));
                }
            }
        }
        assertEquals(4, seen.size(), () -> "steps whose messages were changed: " + seen);
        assertTrue(refused > 500, "mutations that the schemas refuse: " + refused);
        assertEquals("", String.join("\n", differences));
    }

    /// Of a tray that is composed: the longest messages there are.
    private static List<Performance.Exchange> exchanges() throws Exception {
        Scenario scenario =
                Scenario.read(Project.path("statemachine/scenarios/placed-under-limits.json"));
        try (Theatre theatre = new Theatre(Stage.shared(), scenario, "mutated")) {
            assertEquals("Tray Order Placed", theatre.perform(scenario.runs().getFirst()).end());
            return theatre.performance().exchanges();
        }
    }

    private static Class<?> inputOf(String handler) throws ClassNotFoundException {
        ParameterizedType type = (ParameterizedType) Class.forName(handler).getGenericSuperclass();
        return (Class<?>) type.getActualTypeArguments()[0];
    }

    /// As StepHandler reads.
    private static boolean refuses(Class<?> type, String json) {
        try {
            Object read = StrictJson.read(json.getBytes(StandardCharsets.UTF_8), type);
            Versioned.requireKnown(((Versioned) read).schemaVersion());
            return false;
        } catch (MessageMalformed e) {
            return true;
        }
    }

    private static List<Mutation> mutations(String json) throws IOException {
        List<Mutation> mutations = new ArrayList<>();
        walk(
                Project.JSON.readTree(json),
                "",
                (path, change) -> {
                    try {
                        JsonNode message = Project.JSON.readTree(json);
                        change.on(path.isEmpty() ? message : message.at(path));
                        if (!message.equals(Project.JSON.readTree(json))) {
                            mutations.add(new Mutation(path + change.what(), message.toString()));
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return mutations;
    }

    private interface Change {
        String what();

        void on(JsonNode container);
    }

    private record Changed(String what, java.util.function.Consumer<JsonNode> act)
            implements Change {
        @Override
        public void on(JsonNode container) {
            act.accept(container);
        }
    }

    private static void walk(JsonNode node, String path, BiConsumer<String, Change> each) {
        if (node.isObject()) {
            each.accept(
                    path,
                    new Changed(
                            " with a field that nobody knows",
                            object -> ((ObjectNode) object).put("alergens", 1)));
            node.properties()
                    .forEach(
                            field -> {
                                fieldChanges(field.getKey(), path, each);
                                walk(field.getValue(), path + "/" + field.getKey(), each);
                            });
        }
        if (node.isArray() && !node.isEmpty()) {
            each.accept(
                    path,
                    new Changed(" with a null in it", array -> ((ArrayNode) array).addNull()));
            walk(node.path(0), path + "/0", each);
        }
    }

    private static void fieldChanges(String name, String path, BiConsumer<String, Change> each) {
        each.accept(
                path, new Changed("/" + name + " left out", o -> ((ObjectNode) o).remove(name)));
        each.accept(
                path,
                new Changed(
                        "/" + name + " misspelt",
                        o ->
                                ((ObjectNode) o)
                                        .set(
                                                name.substring(1) + "s",
                                                ((ObjectNode) o).remove(name))));
        REPLACEMENTS.forEach(
                (what, replacement) ->
                        each.accept(
                                path,
                                new Changed(
                                        "/" + name + " as " + what,
                                        o ->
                                                ((ObjectNode) o)
                                                        .set(
                                                                name,
                                                                replacement.apply(o.path(name))))));
    }
}
