package org.trayline.store;

import static org.trayline.tables.Tables.HOLD_REMINDERS;
import static org.trayline.tables.Tables.OWED_NOTICES;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_ORDER_HOLD_REASONS;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.revalidation.OrderedTray;
import org.trayline.meal.revalidation.Revalidations.Affected;
import org.trayline.meal.revalidation.Verdict;

/// Carries out what becomes of one ordered tray, in a transaction that has locked its patient and
/// found that nothing has changed.
final class SettledTray {
    private static final String DEADLINE = "DEADLINE";

    private final DSLContext sql;
    private final Affected affected;
    private final OrderedTray tray;
    private final FacilityId facilityId;
    private final Instant now;

    SettledTray(DSLContext sql, Affected affected, Instant now) {
        this.sql = sql;
        this.affected = affected;
        this.tray = affected.tray();
        this.facilityId = affected.patient().facility().id();
        this.now = now;
    }

    /// @return the request for another tray in its place, if there is to be one
    Optional<TrayRequest> carryOut(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Stands() -> {
                tellOfMove();
                yield Optional.empty();
            }
            case Verdict.Cancel(Set<Reason> reasons) -> {
                cancel(reasons);
                owe(StaffNotice.Kind.CANCELLED, reasons);
                yield Optional.empty();
            }
            case Verdict.Hold hold -> {
                Instant deadline = hold(hold);
                owe(StaffNotice.Kind.HELD, hold.reasons());
                if (!deadline.isAfter(now)) {
                    toldAtDeadline();
                }
                yield Optional.empty();
            }
            // What comes in its place is told of; where nothing does, the staff are told of the
            // hold at its deadline.
            case Verdict.Recompose(Verdict.Hold hold) -> {
                hold(hold);
                yield ask(TrayRequest.Source.REPLACE);
            }
            case Verdict.Reevaluate() -> ask(TrayRequest.Source.RELEASE);
        };
    }

    private Condition theOrder() {
        return TRAY_ORDERS.FACILITY_ID.eq(facilityId).and(TRAY_ORDERS.ID.eq(tray.id()));
    }

    private void cancel(Set<Reason> reasons) {
        sql.update(TRAY_ORDERS)
                .set(TRAY_ORDERS.STATUS, TrayOrderStatus.CANCELLED)
                .set(
                        TRAY_ORDERS.CANCELLED_BECAUSE,
                        reasons.stream().sorted().map(Reason::name).findFirst().orElseThrow())
                .where(theOrder())
                .execute();
    }

    private Instant hold(Verdict.Hold hold) {
        DuePatient patient = affected.patient();
        Facility facility = patient.facility();
        Instant cutOffAt = facility.cutOffAt(tray.serviceDate(), tray.mealPeriod());
        Instant deadline = now.isAfter(cutOffAt) ? now : cutOffAt;
        sql.update(TRAY_ORDERS)
                .set(TRAY_ORDERS.STATUS, TrayOrderStatus.HELD)
                .set(TRAY_ORDERS.HOLD_DEADLINE_AT, deadline)
                .set(TRAY_ORDERS.MISFITS, hold.misfits().toArray(String[]::new))
                .set(TRAY_ORDERS.CLINICAL_VERSION, patient.versions().clinical())
                .set(TRAY_ORDERS.CATALOG_VERSION, patient.versions().catalog())
                .where(theOrder())
                .execute();
        sql.deleteFrom(TRAY_ORDER_HOLD_REASONS)
                .where(TRAY_ORDER_HOLD_REASONS.FACILITY_ID.eq(facilityId))
                .and(TRAY_ORDER_HOLD_REASONS.TRAY_ORDER_ID.eq(tray.id()))
                .execute();
        var insert =
                sql.insertInto(
                        TRAY_ORDER_HOLD_REASONS,
                        TRAY_ORDER_HOLD_REASONS.FACILITY_ID,
                        TRAY_ORDER_HOLD_REASONS.TRAY_ORDER_ID,
                        TRAY_ORDER_HOLD_REASONS.REASON);
        for (Reason reason : hold.reasons()) {
            insert = insert.values(facilityId, tray.id(), reason);
        }
        insert.execute();
        return deadline;
    }

    private Optional<TrayRequest> ask(TrayRequest.Source source) {
        return PostgresReplacements.ask(sql, facilityId, tray.id(), source, now);
    }

    private void tellOfMove() {
        boolean served =
                !now.isBefore(
                        affected.patient()
                                .facility()
                                .servesAt(tray.serviceDate(), tray.mealPeriod()));
        if (affected.moved() && !served) {
            owe(StaffNotice.Kind.MOVED, Set.of());
        }
    }

    private void owe(StaffNotice.Kind kind, Set<Reason> reasons) {
        sql.insertInto(OWED_NOTICES)
                .set(OWED_NOTICES.FACILITY_ID, facilityId)
                .set(OWED_NOTICES.TRAY_ORDER_ID, tray.id())
                .set(OWED_NOTICES.KIND, kind)
                .set(
                        OWED_NOTICES.REASONS,
                        reasons.stream().sorted().map(Reason::name).toArray(String[]::new))
                .set(OWED_NOTICES.UNIT, affected.location().unit())
                .set(OWED_NOTICES.ROOM, affected.location().room())
                .set(OWED_NOTICES.BED, affected.location().bed())
                .execute();
    }

    /// Its deadline has come with it: one notice is enough.
    private void toldAtDeadline() {
        sql.insertInto(
                        HOLD_REMINDERS,
                        HOLD_REMINDERS.FACILITY_ID,
                        HOLD_REMINDERS.TRAY_ORDER_ID,
                        HOLD_REMINDERS.OCCASION,
                        HOLD_REMINDERS.TOLD_AT)
                .values(facilityId, tray.id(), DEADLINE, now)
                .onConflictDoNothing()
                .execute();
    }
}
