package org.trayline.contract.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Project;
import org.trayline.contract.Workflow;
import org.trayline.kit.JsonText;
import org.trayline.kit.StepHandler;
import org.trayline.meal.order.FailedExecution;
import org.trayline.meal.order.TrayRequest;

/// A schema says of every field what the handler's record says of it: that it is there, whether it
/// must be, and what it holds.
final class MessageShapeContractTest {
    private static final Map<Class<?>, String> PLAIN_TYPES =
            Map.ofEntries(
                    Map.entry(String.class, "string"),
                    Map.entry(UUID.class, "string"),
                    Map.entry(ZoneId.class, "string"),
                    Map.entry(Instant.class, "string"),
                    Map.entry(LocalDate.class, "string"),
                    Map.entry(LocalTime.class, "string"),
                    Map.entry(BigDecimal.class, "number"),
                    Map.entry(boolean.class, "boolean"),
                    Map.entry(int.class, "integer"),
                    Map.entry(long.class, "integer"),
                    Map.entry(Integer.class, "integer"),
                    Map.entry(Long.class, "integer"),
                    Map.entry(JsonText.class, "object"));

    /// Where a message takes less than the type of its field: a tray order begins as one of these.
    private static final Map<String, List<String>> NARROWER =
            Map.of("create-order.input/status", List.of("HELD", "PLACED"));

    /// What the API answers and is sent, by the schemas' names; the classes are the function's own.
    private static final Map<String, String> ANSWERS =
            Map.ofEntries(
                    Map.entry("health.answer", "org.trayline.traystatus.Health$Answer"),
                    Map.entry(
                            "meal-periods.answer", "org.trayline.traystatus.MealPeriodList$Answer"),
                    Map.entry("problem", "org.trayline.api.Problem"),
                    Map.entry("replace-tray.body", "org.trayline.requesttray.Acts$ReplaceBody"),
                    Map.entry("tray-order-act.answer", "org.trayline.requesttray.Acts$Answer"),
                    Map.entry("tray-order-act.body", "org.trayline.requesttray.Acts$Body"),
                    Map.entry("tray-tickets.answer", "org.trayline.traystatus.Tickets$Answer"),
                    Map.entry("request-tray.answer", "org.trayline.requesttray.RequestTray$Answer"),
                    Map.entry("request-tray.body", "org.trayline.requesttray.RequestTray$Body"),
                    Map.entry("tallies.answer", "org.trayline.traystatus.Tally$Answer"),
                    Map.entry("tray.answer", "org.trayline.traystatus.OneTray$Answer"),
                    Map.entry("tray-orders.answer", "org.trayline.traystatus.OrderList$Answer"),
                    Map.entry("tray-requests.answer", "org.trayline.traystatus.TrayList$Answer"));

    static Stream<Arguments> messages() throws ReflectiveOperationException {
        List<Arguments> messages = new ArrayList<>();
        messages.add(Arguments.of("tray-request", TrayRequest.class));
        messages.add(Arguments.of("failed-execution", FailedExecution.class));
        messages.add(
                Arguments.of(
                        "queued-notice",
                        Class.forName("org.trayline.notifystaff.QueuedNoticesHandler$Message")));
        List<Workflow.Step> steps = new ArrayList<>(Workflow.read().steps());
        steps.add(new Workflow.Step("Open Meal Period"));
        steps.add(new Workflow.Step("Check Feasibility"));
        steps.add(new Workflow.Step("Replay Orders"));
        steps.add(new Workflow.Step("Revalidate Orders"));
        for (Workflow.Step step : steps) {
            ParameterizedType handler =
                    (ParameterizedType) Class.forName(step.handler()).getGenericSuperclass();
            assertEquals(StepHandler.class, handler.getRawType(), step.handler());
            messages.add(
                    Arguments.of(step.module() + ".input", handler.getActualTypeArguments()[0]));
            messages.add(
                    Arguments.of(step.module() + ".output", handler.getActualTypeArguments()[1]));
        }
        for (Map.Entry<String, String> answer : ANSWERS.entrySet()) {
            messages.add(Arguments.of(answer.getKey(), Class.forName(answer.getValue())));
        }
        return messages.stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theSchemaIsTheRecord(String name, Class<?> type) {
        assertRecord(type, read(name + ".json"), name);
    }

    @Test
    void everySchemaIsOfAMessageOrPartOfOne() throws ReflectiveOperationException {
        Set<String> expected =
                new TreeSet<>(Set.of("common", "log-line", "meal-brief", "proof", "tray-state"));
        messages().forEach(message -> expected.add(String.valueOf(message.get()[0])));
        Set<String> files = new TreeSet<>();
        for (var file : Messages.files()) {
            files.add(String.valueOf(file.getFileName()).replace(".json", ""));
            assertEquals(
                    "https://json-schema.org/draft/2020-12/schema",
                    Project.json(file).path("$schema").asText(),
                    () -> "$schema of " + file);
            assertEquals(
                    "https://trayline.org/messages/" + file.getFileName(),
                    Project.json(file).path("$id").asText(),
                    () -> "$id of " + file);
        }
        assertEquals(expected, files, "expected: messages of the handlers; was: schema/messages");
    }

    @Test
    void everyAnswerOfTheApiHasAnExampleOfItsSchema() {
        Set<String> examples = new TreeSet<>();
        for (Path file : Messages.examples()) {
            String name = String.valueOf(file.getFileName()).replace(".json", "");
            examples.add(name);
            Messages.assertValid(name, Project.text(file), "the example " + name);
        }
        assertEquals(new TreeSet<>(ANSWERS.keySet()), examples, "examples of schema/messages");
    }

    /// A node with the file that its references start from.
    private record Part(String file, JsonNode node) {
        Part at(String field) {
            return new Part(file, node.path(field));
        }

        /// What a reference leads to, however long the way.
        Part resolved() {
            String ref = node.path("$ref").asText();
            if (ref.isEmpty()) {
                return this;
            }
            String[] parts = ref.split("#", 2);
            Part other = parts[0].isEmpty() ? read(file) : read(parts[0]);
            return (parts.length == 1 ? other : new Part(other.file, other.node.at(parts[1])))
                    .resolved();
        }

        /// Without the null that it may be instead.
        Part nonNull() {
            for (JsonNode one : node.path("oneOf")) {
                if (!one.path("type").asText().equals("null")) {
                    return new Part(file, one);
                }
            }
            return this;
        }

        boolean takesNull() {
            return node.has("oneOf") || node.path("type").isArray();
        }

        List<String> texts(String field) {
            return Workflow.texts(node.path(field));
        }
    }

    private static Part read(String file) {
        JsonNode node = Project.json(Project.path("schema/messages/" + file));
        return new Part(file, node);
    }

    private static void assertRecord(Class<?> type, Part part, String at) {
        JsonNode node = part.node();
        String sides = "expected: " + type.getName() + "; was: schema/messages at " + at;
        assertEquals("object", node.path("type").asText(), sides);
        assertTrue(
                node.path("additionalProperties").isBoolean()
                        && !node.path("additionalProperties").asBoolean(),
                () -> at + " takes fields that nobody knows");
        Map<String, RecordComponent> components = new TreeMap<>();
        Set<String> required = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(component.getName(), component);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        Set<String> properties = new TreeSet<>();
        node.path("properties").fieldNames().forEachRemaining(properties::add);
        assertEquals(components.keySet(), properties, sides);
        assertEquals(required, new TreeSet<>(part.texts("required")), sides + ", required");
        components.forEach(
                (name, component) -> {
                    Part property = part.at("properties").at(name);
                    String pointer = at + "/" + name;
                    assertFalse(
                            property.node().path("description").asText().isBlank()
                                    && property.resolved()
                                            .node()
                                            .path("description")
                                            .asText()
                                            .isBlank(),
                            () -> pointer + " has no description");
                    assertEquals(
                            !required.contains(name),
                            property.resolved().takesNull(),
                            () ->
                                    "expected: %s is @Nullable; was: %s takes null"
                                            .formatted(component, pointer));
                    assertType(component.getAnnotatedType(), property, pointer);
                });
    }

    private static void assertType(AnnotatedType annotated, Part unresolved, String at) {
        Part part = unresolved.resolved().nonNull().resolved();
        if (annotated instanceof AnnotatedParameterizedType generic) {
            assertCollection(generic, part, at);
            return;
        }
        Class<?> type = (Class<?>) annotated.getType();
        if (type.isEnum()) {
            List<String> constants =
                    Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
            assertEquals(
                    NARROWER.getOrDefault(at, constants),
                    part.texts("enum"),
                    () -> "expected: " + type.getName() + "; was: enum at " + at);
        } else if (PLAIN_TYPES.containsKey(type)) {
            assertPlain(type, part.node(), at);
        } else if (isValue(type)) {
            assertType(type.getRecordComponents()[0].getAnnotatedType(), part, at);
        } else if (type.isRecord()) {
            assertRecord(type, part, at);
        } else {
            assertPlain(type, part.node(), at);
        }
    }

    /// A record of one component `value` is written as that value.
    private static boolean isValue(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getName().equals("value");
    }

    private static void assertPlain(Class<?> type, JsonNode node, String at) {
        String expected = PLAIN_TYPES.get(type);
        assertTrue(expected != null, () -> at + " holds a " + type + ", which no schema can say");
        if (node.has("const")) {
            assertEquals("integer", expected, () -> "a constant at " + at);
            return;
        }
        JsonNode said = node.path("type");
        assertTrue(
                said.asText().equals(String.valueOf(expected))
                        || Workflow.texts(said).contains(String.valueOf(expected)),
                () -> "expected: %s; was: type %s at %s".formatted(type.getName(), said, at));
        String format =
                type.equals(Instant.class)
                        ? "date-time"
                        : type.equals(LocalDate.class)
                                ? "date"
                                : type.equals(UUID.class) ? "uuid" : "";
        assertEquals(format, node.path("format").asText(), () -> "format at " + at);
    }

    private static void assertCollection(AnnotatedParameterizedType generic, Part part, String at) {
        Class<?> raw = (Class<?>) ((ParameterizedType) generic.getType()).getRawType();
        AnnotatedType[] of = generic.getAnnotatedActualTypeArguments();
        JsonNode node = part.node();
        if (raw.equals(Map.class)) {
            assertEquals("object", node.path("type").asText(), () -> "type at " + at);
            assertType(of[0], part.at("propertyNames"), at + "/<key>");
            assertType(of[1], part.at("additionalProperties"), at + "/<value>");
        } else {
            assertEquals("array", node.path("type").asText(), () -> "type at " + at);
            assertEquals(
                    raw.equals(Set.class),
                    node.path("uniqueItems").asBoolean(),
                    () -> "expected: a Set; was: uniqueItems at " + at);
            assertType(of[0], part.at("items"), at + "/<item>");
        }
    }
}
