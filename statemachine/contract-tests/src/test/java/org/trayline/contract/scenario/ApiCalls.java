package org.trayline.contract.scenario;

import java.time.Instant;
import java.util.Map;
import org.trayline.contract.Project;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

/// A call of every operation of the API that goes through, at a hospital of its own.
final class ApiCalls {
    static final String FACILITY = "api-calls";

    private static final String ROLES = "integration,nursing,dietitian,kitchen";
    private static final String REQUEST = "00000000-0000-5000-8000-0000000000a1";

    private final Stage stage;
    private final Invocation status;

    ApiCalls(Stage stage) {
        this.stage = stage;
        this.status = new Invocation(stage.handler("TrayStatusFunction", Map.of()));
        Hospital.read(Project.path("statemachine/scenarios/hospital/small.json"))
                .writeTo(stage.database(), FACILITY);
        stage.database()
                .execute(
                        """
                        insert into tray_requests (request_id, facility_id, patient_id,
                            service_date, meal_period, source, status, outcome, requested_at)
                        values ('%2$s', '%1$s', 'anna', '2026-11-19', 'LUNCH', 'SCHEDULED',
                            'COMPLETED', 'PLACED', '2026-11-19T09:00Z');
                        insert into tray_orders (facility_id, id, patient_id, service_date,
                            meal_period, status, request_id)
                        values ('%1$s', '%2$s', 'anna', '2026-11-19', 'LUNCH', 'PLACED', '%2$s');
                        insert into tray_order_items
                        values ('%1$s', '%2$s', 'entree', 'roast-chicken');
                        """
                                .formatted(FACILITY, REQUEST));
    }

    /// @param status what the call is to be answered with, where that depends on what is asked
    GatewayCall of(String method, String path, String status) {
        GatewayCall call = GatewayCall.of(method, path).from("caller", ROLES, FACILITY);
        return switch (path) {
            case "/tray-requests" -> method.equals("GET") ? meal(call) : request(call, status);
            case "/tray-orders", "/tallies", "/tray-tickets" -> meal(call);
            case "/tray-orders/{trayOrderId}/cancel",
                    "/tray-orders/{trayOrderId}/release",
                    "/tray-orders/{trayOrderId}/replace" ->
                    act(call, path.replaceFirst(".*/", ""), status);
            case "/tray-requests/{requestId}" -> call.path("requestId", REQUEST);
            case "/tray-orders/{trayOrderId}" ->
                    call.path("trayOrderId", REQUEST).query("facilityId", FACILITY);
            case "/meal-periods" ->
                    status.equals("404") ? call.query("facilityId", FACILITY) : call;
            default -> call;
        };
    }

    /// On an order of its own, since an act changes it.
    private GatewayCall act(GatewayCall call, String act, String status) {
        String id = act + "-" + status;
        String is = status.equals("409") ? "CANCELLED" : act.equals("release") ? "HELD" : "PLACED";
        stage.database()
                .execute(
                        """
                        insert into patients (facility_id, id, mrn, family_name, given_name,
                            allergy_status)
                        values ('%1$s', '%2$s', 'm', 'Alder', 'Anna', 'NO_KNOWN_FOOD_ALLERGY')
                        on conflict do nothing;
                        insert into encounters (facility_id, id, patient_id, status)
                        values ('%1$s', '%2$s', '%2$s', 'ADMITTED') on conflict do nothing;
                        insert into diet_orders (facility_id, id, encounter_id, kind, status,
                            food_texture, drink_thickness)
                        values ('%1$s', '%2$s', '%2$s', 'ORAL', 'ACTIVE', '7', '0')
                        on conflict do nothing;
                        insert into tray_orders (facility_id, id, patient_id, service_date,
                            meal_period, status)
                        values ('%1$s', '%2$s', '%2$s', '2026-11-20', 'LUNCH', '%3$s')
                        on conflict do nothing;
                        """
                                .formatted(FACILITY, id, is));
        String chosen =
                act.equals("replace") && status.equals("422")
                        ? ", \"recipeIds\": [\"porridge\"]"
                        : "";
        String spaces = status.equals("413") ? " ".repeat(64 * 1024) : "";
        call.path("trayOrderId", id)
                .query("facilityId", FACILITY)
                .at(Instant.parse("2026-11-20T08:00:00Z"))
                .header("If-Match", status.equals("412") ? "\"another\"" : tag(id))
                .body("{\"why\": \"because\"%s}%s".formatted(chosen, spaces));
        return status.equals("415") ? call.header("Content-Type", "text/plain") : call;
    }

    private String tag(String trayOrderId) {
        return GatewayCall.get("/tray-orders/{trayOrderId}")
                .path("trayOrderId", trayOrderId)
                .query("facilityId", FACILITY)
                .from("caller", ROLES, FACILITY)
                .to(status)
                .header("ETag");
    }

    /// Before the cut-off.
    private static GatewayCall request(GatewayCall call, String status) {
        String recipe = status.equals("422") ? "porridge" : "apple";
        String spaces = status.equals("413") ? " ".repeat(64 * 1024) : "";
        call.query("facilityId", FACILITY)
                .at(Instant.parse("2026-11-20T08:00:00Z"))
                .header("Idempotency-Key", "key-" + status)
                .body(
                        """
                        {"patientId": "anna", "serviceDate": "2026-11-20",
                         "mealPeriod": "LUNCH", "recipeIds": ["%s"]}%s"""
                                .formatted(recipe, spaces));
        return status.equals("415") ? call.header("Content-Type", "text/plain") : call;
    }

    private static GatewayCall meal(GatewayCall call) {
        return call.query("facilityId", FACILITY)
                .query("serviceDate", "2026-11-19")
                .query("mealPeriod", "LUNCH");
    }
}
