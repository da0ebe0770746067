package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.api.ApiFunction;
import org.trayline.api.Role;
import org.trayline.api.Route;
import org.trayline.contract.Project;
import org.trayline.contract.Template;
import org.trayline.contract.Workflow;
import org.trayline.contract.message.Messages;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

/// `schema/openapi.json` says what the handlers do: every operation with the roles that may call
/// it, and every answer that is documented is one that the handlers give.
final class OpenApiContractIT {
    private static final JsonNode API = Project.json(Project.path("schema/openapi.json"));

    /// What the gateway answers before a function is called.
    private static final Set<String> THE_GATEWAYS = Set.of("429");

    private static final ApiCalls CALLS = new ApiCalls(Stage.shared());

    private static final Map<String, ApiFunction> FUNCTIONS = functions(Map.of());

    /// The same, where nothing listens at the database's address.
    private static final Map<String, ApiFunction> WITHOUT_DATABASE =
            functions(Map.of("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none"));

    private static Map<String, ApiFunction> functions(Map<String, String> others) {
        Map<String, ApiFunction> functions = new TreeMap<>();
        Template.read()
                .functions()
                .forEach(
                        (name, properties) -> {
                            if (answersTheApi(properties.path("Handler").asText())) {
                                functions.put(
                                        name, (ApiFunction) Stage.shared().handler(name, others));
                            }
                        });
        return functions;
    }

    private static boolean answersTheApi(String handler) {
        try {
            return ApiFunction.class.isAssignableFrom(Class.forName(handler));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /// An operation as it is documented.
    record Operation(String method, String path) {
        JsonNode documented() {
            return API.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        }

        Set<String> roles() {
            return new TreeSet<>(Workflow.texts(documented().path("x-roles")));
        }

        Set<String> statuses() {
            Set<String> statuses = new TreeSet<>();
            documented().path("responses").fieldNames().forEachRemaining(statuses::add);
            statuses.removeAll(THE_GATEWAYS);
            return statuses;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// An answer that is documented.
    record Documented(Operation operation, String status) {}

    /// A caller of one role.
    record Cell(Operation operation, Role role) {}

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        API.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        operations.add(
                                                                new Operation(
                                                                        method.toUpperCase(
                                                                                Locale.ROOT),
                                                                        path.getKey()))));
        return operations;
    }

    static Stream<Documented> documented() {
        return operations().stream()
                .flatMap(
                        operation ->
                                operation.statuses().stream()
                                        .map(status -> new Documented(operation, status)));
    }

    static Stream<Cell> cells() {
        return operations().stream()
                .flatMap(
                        operation ->
                                Stream.of(Role.values()).map(role -> new Cell(operation, role)));
    }

    private static String functionOf(Operation operation) {
        return FUNCTIONS.entrySet().stream()
                .filter(
                        function ->
                                function.getValue().routes().stream()
                                        .anyMatch(route -> isOf(route, operation)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function has " + operation));
    }

    private static boolean isOf(Route route, Operation operation) {
        return route.method().equals(operation.method()) && route.path().equals(operation.path());
    }

    private static Invocation invocation(Operation operation) {
        return invocation(operation, FUNCTIONS);
    }

    private static Invocation invocation(Operation operation, Map<String, ApiFunction> functions) {
        return new Invocation(Objects.requireNonNull(functions.get(functionOf(operation))));
    }

    @Test
    void everyRouteIsAnOperationAndItsRolesAreThose() {
        Set<String> routes = new TreeSet<>();
        for (ApiFunction function : FUNCTIONS.values()) {
            for (Route route : function.routes()) {
                routes.add(
                        route.method()
                                + " "
                                + route.path()
                                + " "
                                + route.roles().stream()
                                        .map(Role::code)
                                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        assertEquals(
                operations().stream()
                        .map(operation -> operation + " " + operation.roles())
                        .collect(Collectors.toCollection(TreeSet::new)),
                routes,
                "expected: operations and x-roles of openapi.json; was: routes of the functions");
    }

    /// One cell of the table of who may do what.
    @ParameterizedTest
    @MethodSource("cells")
    void aRoleMayDoWhatTheTableSays(Cell cell) {
        GatewayCall call =
                CALLS.of(cell.operation().method(), cell.operation().path(), "403")
                        .from("caller", cell.role().code(), ApiCalls.FACILITY);
        int status = call.to(invocation(cell.operation())).status();
        assertEquals(!cell.operation().roles().contains(cell.role().code()), status == 403);
    }

    @ParameterizedTest
    @MethodSource("documented")
    void anAnswerIsGivenAsItIsDocumented(Documented answer) {
        Operation operation = answer.operation();
        Invocation function =
                invocation(operation, answer.status().equals("503") ? WITHOUT_DATABASE : FUNCTIONS);
        GatewayCall call = CALLS.of(operation.method(), operation.path(), answer.status());
        switch (answer.status()) {
            case "304" ->
                    call.header(
                            "If-None-Match",
                            CALLS.of(operation.method(), operation.path(), "200")
                                    .to(function)
                                    .header("ETag"));
            case "400" -> call.query("nonsense", "1");
            case "401" -> call.fromNobody();
            case "403" -> call.from("caller", "gardener", ApiCalls.FACILITY);
            case "404" -> call.from("caller", "integration,nursing,dietitian,kitchen", "another");
            default -> {}
        }
        var given = call.to(function);
        assertEquals(answer.status(), String.valueOf(given.status()), given.body());
        assertOfItsSchema(operation, given);
    }

    private static void assertOfItsSchema(Operation operation, GatewayCall.Answer given) {
        JsonNode documented =
                operation.documented().path("responses").path(String.valueOf(given.status()));
        JsonNode response =
                documented.has("$ref")
                        ? API.at(documented.path("$ref").asText().substring(1))
                        : documented;
        String type = given.header("Content-Type").replaceFirst(";.*", "");
        JsonNode content = response.path("content").path(type);
        if (given.status() == 304) {
            assertEquals("", given.body());
            return;
        }
        assertTrue(content.isObject(), () -> operation + " answers " + type + ": " + response);
        String schema = content.at("/schema/$ref").asText();
        if (!schema.isEmpty()) {
            Messages.assertValid(
                    schema.replaceFirst(".*/", "").replace(".json", ""),
                    given.body(),
                    operation.toString());
        }
        response.path("headers")
                .fieldNames()
                .forEachRemaining(
                        header ->
                                assertTrue(
                                        !given.header(header).isEmpty(),
                                        () -> operation + " answers without " + header));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anotherMethodIsRefusedWithThoseThatThePathTakes(Operation operation) {
        var given = CALLS.of("PATCH", operation.path(), "405").to(invocation(operation));
        assertEquals(405, given.status(), given.body());
        assertTrue(given.header("Allow").contains(operation.method()), given.header("Allow"));
        Messages.assertValid("problem", given.body(), operation.toString());
    }

    /// Every answer that the gateway gives by itself is a problem as well.
    @Test
    void whatTheGatewayRefusesIsAProblem() {
        JsonNode responses = Template.read().resource("TrayApi").at("/Properties/GatewayResponses");
        assertTrue(responses.size() >= 5, responses::toString);
        for (JsonNode response : responses) {
            String body =
                    response.at("/ResponseTemplates").path("application/problem+json").asText();
            Messages.assertValid("problem", body, "a response of the gateway");
            assertTrue(
                    body.contains("\"status\": " + response.path("StatusCode").asInt()),
                    () -> "status of " + body);
        }
    }

    /// What is served stands alone: every name in it leads to a schema that is in it.
    @Test
    void whatIsServedIsWhole() {
        Operation describes = new Operation("GET", "/openapi.json");
        JsonNode served = GatewayCall.get(describes.path()).to(invocation(describes)).json();
        Set<String> ids = new TreeSet<>();
        served.at("/components/schemas").forEach(schema -> ids.add(schema.path("$id").asText()));
        served.findValuesAsText("$ref").stream()
                .filter(ref -> !ref.startsWith("#"))
                .map(ref -> ref.replaceFirst("#.*", ""))
                .map(ref -> ref.startsWith("https:") ? ref : "https://trayline.org/messages/" + ref)
                .forEach(ref -> assertTrue(ids.contains(ref), () -> ref + " is not in " + ids));
        assertEquals(
                Objects.requireNonNull(API.path("paths")), served.path("paths"), "the operations");
    }
}
