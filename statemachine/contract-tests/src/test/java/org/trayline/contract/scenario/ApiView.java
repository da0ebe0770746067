package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.contract.Workflow;
import org.trayline.contract.message.Messages;
import org.trayline.meal.order.TrayRequest;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

/// What the API says of one request: every answer is of its schema and says what the ledger says.
///
/// @param request the only one of its facility's meal
record ApiView(Stage stage, TrayRequest request) {

    /// @param ledger the row of the request; none where it is not in the ledger
    /// @param replacement the row of the request that replaces its order, if there is one
    void assertTells(List<JsonNode> ledger, List<JsonNode> replacement) {
        Invocation function = new Invocation(stage.handler("TrayStatusFunction", Map.of()));
        JsonNode trays = list(function);
        if (!replacement.isEmpty()) {
            // An order that was replaced is told of by the request of the one in its place.
            boolean replaced =
                    replacement.getFirst().path("outcome").asText().matches("PLACED|HELD");
            assertEquals(replaced ? 1 : 2, trays.size(), "trays of the list");
            assertEquals(
                    "CANCELLED",
                    one(function, 200, "tray.answer").at("/trayOrder/status").asText());
            return;
        }
        assertEquals(ledger.size(), trays.size(), "trays of the list");
        if (ledger.isEmpty()) {
            JsonNode problem = one(function, 404, "problem");
            assertEquals("requestId", problem.at("/errors/0/field").asText());
            return;
        }
        JsonNode listed = trays.path(0);
        JsonNode tray = one(function, 200, "tray.answer");
        for (String field : List.of("status", "outcome")) {
            assertEquals(ledger.getFirst().path(field), listed.path("request").path(field), field);
        }
        assertEquals(
                Set.copyOf(Workflow.texts(ledger.getFirst().path("reasons"))),
                Set.copyOf(Workflow.texts(listed.at("/request/reasons"))),
                "reasons");
        assertEquals(listed.path("request"), tray.path("request"), "the request");
        assertEquals(
                listed.path("trayOrder").path("status"), tray.path("trayOrder").path("status"));
        String outcome = listed.at("/request/outcome").asText();
        assertEquals(
                outcome.equals("PLACED") || outcome.equals("HELD"),
                tray.path("trayOrder").isObject(),
                () -> "an order where one was made: " + tray);
    }

    private GatewayCall from(GatewayCall call) {
        return call.from("dietitian-7", "dietitian", request.facilityId().value());
    }

    private JsonNode list(Invocation function) {
        var answer =
                from(GatewayCall.get("/tray-requests"))
                        .query("facilityId", request.facilityId().value())
                        .query("serviceDate", request.serviceDate().toString())
                        .query("mealPeriod", request.mealPeriod().name())
                        .to(function);
        assertEquals(200, answer.status(), answer.body());
        Messages.assertValid("tray-requests.answer", answer.body(), "the list");
        var periods =
                from(GatewayCall.get("/meal-periods"))
                        .query("facilityId", request.facilityId().value())
                        .to(function);
        Messages.assertValid("meal-periods.answer", periods.body(), "the meal periods");
        assertNoName(answer.body());
        return answer.json().path("trays");
    }

    private JsonNode one(Invocation function, int status, String schema) {
        var answer =
                from(GatewayCall.get("/tray-requests/{requestId}"))
                        .path("requestId", request.requestId().toString())
                        .to(function);
        assertEquals(status, answer.status(), answer.body());
        Messages.assertValid(schema, answer.body(), "the tray");
        assertNoName(answer.body());
        return answer.json();
    }

    private void assertNoName(String answer) {
        stage.database()
                .rows(
                        "select unnest(array[family_name, given_name, mrn]) from patients"
                                + " where facility_id = '%s'".formatted(request.facilityId()))
                .forEach(secret -> assertFalse(answer.contains(secret), secret));
    }
}
