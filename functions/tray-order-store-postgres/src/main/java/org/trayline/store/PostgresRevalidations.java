package org.trayline.store;

import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.trayline.store.AffectedQuery.O;
import static org.trayline.tables.Tables.CHANGED_FACILITIES;
import static org.trayline.tables.Tables.CHANGED_PATIENTS;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.OWED_NOTICES;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.TRAY_ORDERS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.Location;
import org.trayline.meal.revalidation.Revalidations;

/// The queue of changed patients, which the database itself fills, and what becomes of their trays.
public final class PostgresRevalidations implements Revalidations {
    private final PostgresConnection postgres;

    public PostgresRevalidations(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<Affected> affected(Instant now, int mostPatients) {
        return postgres.call(
                sql -> {
                    sql.transaction(transaction -> spread(transaction.dsl(), now));
                    forgetOthers(sql, now);
                    return AffectedQuery.fetch(sql, now, mostPatients);
                });
    }

    /// Queues the patients of changed facilities. A facility that is being changed is left for the
    /// next time, so that neither waits for the other.
    private static void spread(DSLContext sql, Instant now) {
        List<FacilityId> changed =
                sql.select(FACILITIES.ID)
                        .from(FACILITIES)
                        .join(CHANGED_FACILITIES)
                        .on(CHANGED_FACILITIES.FACILITY_ID.eq(FACILITIES.ID))
                        .forShare()
                        .of(FACILITIES)
                        .skipLocked()
                        .fetch(FACILITIES.ID);
        if (changed.isEmpty()) {
            return;
        }
        sql.insertInto(
                        CHANGED_PATIENTS,
                        CHANGED_PATIENTS.FACILITY_ID,
                        CHANGED_PATIENTS.PATIENT_ID,
                        CHANGED_PATIENTS.CLINICAL_VERSION)
                .select(
                        selectDistinct(PATIENTS.FACILITY_ID, PATIENTS.ID, PATIENTS.CLINICAL_VERSION)
                                .from(FACILITIES)
                                .join(PATIENTS)
                                .on(PATIENTS.FACILITY_ID.eq(FACILITIES.ID))
                                .join(O)
                                .on(AffectedQuery.isAffected(now))
                                .where(FACILITIES.ID.in(changed)))
                .onConflictDoNothing()
                .execute();
        sql.deleteFrom(CHANGED_FACILITIES)
                .where(CHANGED_FACILITIES.FACILITY_ID.in(changed))
                .execute();
    }

    /// The patients whose change concerns no tray. One that changes meanwhile stays: its row has a
    /// later version than the patient that was read.
    private static void forgetOthers(DSLContext sql, Instant now) {
        sql.deleteFrom(CHANGED_PATIENTS)
                .using(PATIENTS, FACILITIES)
                .where(PATIENTS.FACILITY_ID.eq(CHANGED_PATIENTS.FACILITY_ID))
                .and(PATIENTS.ID.eq(CHANGED_PATIENTS.PATIENT_ID))
                .and(CHANGED_PATIENTS.CLINICAL_VERSION.le(PATIENTS.CLINICAL_VERSION))
                .and(FACILITIES.ID.eq(CHANGED_PATIENTS.FACILITY_ID))
                .and(notExists(selectOne().from(O).where(AffectedQuery.isAffected(now))))
                .execute();
    }

    @Override
    public Optional<List<TrayRequest>> settle(List<Decided> decided, Instant now) {
        DuePatient patient = decided.getFirst().affected().patient();
        return postgres.call(
                sql ->
                        sql.transactionResult(
                                transaction -> settle(transaction.dsl(), patient, decided, now)));
    }

    private static Optional<List<TrayRequest>> settle(
            DSLContext sql, DuePatient patient, List<Decided> decided, Instant now) {
        if (!lock(sql, patient).equals(patient.versions())) {
            return Optional.empty();
        }
        int changes =
                sql.deleteFrom(CHANGED_PATIENTS)
                        .where(CHANGED_PATIENTS.FACILITY_ID.eq(patient.facility().id()))
                        .and(CHANGED_PATIENTS.PATIENT_ID.eq(patient.patientId()))
                        .execute();
        List<TrayRequest> requests = new ArrayList<>();
        if (changes > 0) {
            for (Decided one : decided) {
                new SettledTray(sql, one.affected(), now)
                        .carryOut(one.verdict())
                        .ifPresent(requests::add);
            }
        }
        return Optional.of(requests);
    }

    /// As for a new order: what was read holds until the end of the transaction.
    private static Versions lock(DSLContext sql, DuePatient patient) {
        FacilityId facility = patient.facility().id();
        long catalog =
                sql.select(FACILITIES.CATALOG_VERSION)
                        .from(FACILITIES)
                        .where(FACILITIES.ID.eq(facility))
                        .forShare()
                        .fetchSingle(row -> row.value1());
        return sql.select(PATIENTS.CLINICAL_VERSION, PATIENTS.TRAY_VERSION)
                .from(PATIENTS)
                .where(PATIENTS.FACILITY_ID.eq(facility))
                .and(PATIENTS.ID.eq(patient.patientId()))
                .forUpdate()
                .fetchSingle(row -> new Versions(row.value1(), row.value2(), catalog));
    }

    @Override
    public List<Owed> owed(int most) {
        return postgres.call(
                sql ->
                        sql.select(OWED_NOTICES.fields())
                                .select(
                                        TRAY_ORDERS.SERVICE_DATE,
                                        TRAY_ORDERS.MEAL_PERIOD,
                                        TRAY_ORDERS.REQUEST_ID,
                                        TRAY_ORDERS.FLAGS,
                                        TRAY_ORDERS.HOLD_DEADLINE_AT)
                                .from(OWED_NOTICES)
                                .join(TRAY_ORDERS)
                                .on(TRAY_ORDERS.FACILITY_ID.eq(OWED_NOTICES.FACILITY_ID))
                                .and(TRAY_ORDERS.ID.eq(OWED_NOTICES.TRAY_ORDER_ID))
                                .orderBy(OWED_NOTICES.ID)
                                .limit(most)
                                .fetch(PostgresRevalidations::owed));
    }

    private static Owed owed(Record row) {
        StaffNotice.Kind kind = row.get(OWED_NOTICES.KIND);
        return new Owed(
                row.get(OWED_NOTICES.ID),
                new StaffNotice(
                        kind,
                        row.get(OWED_NOTICES.FACILITY_ID),
                        row.get(TRAY_ORDERS.SERVICE_DATE),
                        row.get(TRAY_ORDERS.MEAL_PERIOD),
                        PostgresHeldOrders.requestId(row.get(TRAY_ORDERS.REQUEST_ID)),
                        row.get(OWED_NOTICES.TRAY_ORDER_ID),
                        new Location(
                                row.get(OWED_NOTICES.UNIT),
                                row.get(OWED_NOTICES.ROOM),
                                row.get(OWED_NOTICES.BED)),
                        Arrays.stream(row.get(OWED_NOTICES.REASONS))
                                .map(Reason::valueOf)
                                .collect(Collectors.toSet()),
                        Arrays.stream(row.get(TRAY_ORDERS.FLAGS))
                                .map(Flag::valueOf)
                                .collect(Collectors.toSet()),
                        kind == StaffNotice.Kind.HELD
                                ? row.get(TRAY_ORDERS.HOLD_DEADLINE_AT)
                                : null));
    }

    @Override
    public void told(List<Owed> notices) {
        postgres.call(
                sql ->
                        sql.deleteFrom(OWED_NOTICES)
                                .where(OWED_NOTICES.ID.in(notices.stream().map(Owed::id).toList()))
                                .execute());
    }
}
