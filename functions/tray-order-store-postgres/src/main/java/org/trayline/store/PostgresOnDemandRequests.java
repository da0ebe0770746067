package org.trayline.store;

import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.OnDemandRequests;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.recipe.RecipeId;

/// The ledger's requests on demand.
public final class PostgresOnDemandRequests implements OnDemandRequests {
    private final PostgresConnection postgres;

    public PostgresOnDemandRequests(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public Optional<Asked> find(FacilityId facility, TrayRequestId id) {
        return postgres.call(sql -> find(sql, facility, id));
    }

    @Override
    public Asked ask(New wanted, Instant now) {
        TrayRequest request = wanted.request();
        return postgres.call(
                sql -> {
                    insert(sql, wanted, now);
                    return find(sql, request.facilityId(), request.requestId()).orElseThrow();
                });
    }

    private static void insert(DSLContext sql, New wanted, Instant now) {
        TrayRequest request = wanted.request();
        sql.insertInto(TRAY_REQUESTS)
                .set(TRAY_REQUESTS.REQUEST_ID, request.requestId().value())
                .set(TRAY_REQUESTS.FACILITY_ID, request.facilityId())
                .set(TRAY_REQUESTS.PATIENT_ID, request.patientId())
                .set(TRAY_REQUESTS.SERVICE_DATE, request.serviceDate())
                .set(TRAY_REQUESTS.MEAL_PERIOD, request.mealPeriod())
                .set(TRAY_REQUESTS.SOURCE, request.source())
                .set(TRAY_REQUESTS.BODY_SHA256, HexFormat.of().parseHex(wanted.bodySha256()))
                .set(
                        TRAY_REQUESTS.CHOSEN_RECIPE_IDS,
                        wanted.chosen().stream().map(RecipeId::value).toArray(String[]::new))
                .set(TRAY_REQUESTS.REQUESTED_BY, wanted.requestedBy())
                .set(TRAY_REQUESTS.REQUESTED_AT, now)
                .set(TRAY_REQUESTS.SENT_AT, now)
                .onConflictDoNothing()
                .execute();
    }

    static Optional<Asked> find(DSLContext sql, FacilityId facility, TrayRequestId id) {
        return sql.selectFrom(TRAY_REQUESTS)
                .where(TRAY_REQUESTS.REQUEST_ID.eq(id.value()))
                .and(TRAY_REQUESTS.FACILITY_ID.eq(facility))
                .fetchOptional(PostgresOnDemandRequests::asked);
    }

    private static Asked asked(Record row) {
        byte[] hash = row.get(TRAY_REQUESTS.BODY_SHA256);
        return new Asked(
                new TrayRequest(
                        TrayRequest.SCHEMA_VERSION,
                        new TrayRequestId(row.get(TRAY_REQUESTS.REQUEST_ID)),
                        row.get(TRAY_REQUESTS.ATTEMPT),
                        row.get(TRAY_REQUESTS.SOURCE),
                        row.get(TRAY_REQUESTS.FACILITY_ID),
                        row.get(TRAY_REQUESTS.PATIENT_ID),
                        row.get(TRAY_REQUESTS.SERVICE_DATE),
                        row.get(TRAY_REQUESTS.MEAL_PERIOD),
                        row.get(TRAY_REQUESTS.REPLACES_TRAY_ORDER_ID)),
                row.get(TRAY_REQUESTS.STATUS),
                HexFormat.of().formatHex(Objects.requireNonNullElse(hash, new byte[0])),
                row.get(TRAY_REQUESTS.REQUESTED_AT));
    }
}
