package org.trayline.openmealperiod;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatients;
import org.trayline.meal.eligibility.Eligibility;
import org.trayline.meal.eligibility.EligibilityRules;
import org.trayline.meal.eligibility.LateTray;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.order.HeldOrders;
import org.trayline.meal.order.NewTrayOrder;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayOrders;
import org.trayline.meal.order.TrayOrders.Written;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.order.TrayRequests;
import org.trayline.meal.order.UnfinishedRequests;
import org.trayline.meal.order.UnfinishedRequests.Failed;
import org.trayline.meal.order.UnfinishedRequests.Meal;
import org.trayline.queue.NoticeQueue;

/// Requests of which nothing has come when their cut-off has passed: one that is open is held for a
/// late tray, unless the patient needs or may have none; of one that failed, which lies on the DLQ,
/// the staff are told that no tray comes by itself.
final class LateRequests {
    private final UnfinishedRequests unfinished;
    private final DuePatients patients;
    private final TrayRequests ledger;
    private final TrayOrders orders;
    private final HeldOrders held;
    private final NoticeQueue notices;

    LateRequests(
            UnfinishedRequests unfinished,
            DuePatients patients,
            TrayRequests ledger,
            TrayOrders orders,
            HeldOrders held,
            NoticeQueue notices) {
        this.unfinished = unfinished;
        this.patients = patients;
        this.ledger = ledger;
        this.orders = orders;
        this.held = held;
        this.notices = notices;
    }

    /// @param sentBefore one that was sent later may be under way still
    /// @return how many became holds
    int hold(Facility facility, Instant now, Instant sentBefore) {
        int holds = 0;
        for (Meal meal : unfinished.meals(facility.id())) {
            if (now.isAfter(facility.cutOffAt(meal.serviceDate(), meal.mealPeriod()))) {
                for (TrayRequest request : unfinished.open(facility.id(), meal, sentBefore)) {
                    holds += hold(request, now) ? 1 : 0;
                }
                tellOfFailed(facility, meal, now);
            }
        }
        return holds;
    }

    private boolean hold(TrayRequest request, Instant now) {
        // The patient was removed since: nobody is there to be fed.
        DuePatient patient = patients.begin(request, request.executionName()).orElse(null);
        if (patient == null) {
            return false;
        }
        return switch (LateTray.instead(
                EligibilityRules.decide(
                        patient, request.serviceDate(), request.mealPeriod(), now))) {
            case Eligibility.NotNeeded(Set<Reason> reasons) -> {
                close(request, TrayRequest.Outcome.NOT_NEEDED, reasons, now);
                yield false;
            }
            case Eligibility.Withheld(Set<Reason> reasons) -> {
                close(request, TrayRequest.Outcome.WITHHELD, reasons, now);
                yield false;
            }
            case Eligibility.Hold(Set<Reason> reasons) -> write(request, patient, reasons, now);
            case Eligibility.Eligible eligible ->
                    throw new IllegalStateException("after the cut-off nothing is composed");
        };
    }

    private void close(
            TrayRequest request, TrayRequest.Outcome outcome, Set<Reason> reasons, Instant now) {
        ledger.close(request.requestId(), outcome, reasons, now);
    }

    private boolean write(
            TrayRequest request, DuePatient patient, Set<Reason> reasons, Instant now) {
        NewTrayOrder order =
                new NewTrayOrder(
                        request,
                        request.executionName(),
                        now,
                        TrayOrderStatus.HELD,
                        List.of(),
                        reasons,
                        Set.of(),
                        now,
                        null,
                        null);
        boolean stands =
                orders.write(order) instanceof Written.Stands(var id, TrayOrderStatus status)
                        && status == TrayOrderStatus.HELD;
        if (!stands) {
            return false;
        }
        // Where this ends here, or the queue does not take it, the hold is told of as one whose
        // deadline has come: it has.
        boolean told =
                notices.send(
                        NoticeQueue.message(
                                request.executionName(),
                                new StaffNotice(
                                        StaffNotice.Kind.HELD,
                                        request.facilityId(),
                                        request.serviceDate(),
                                        request.mealPeriod(),
                                        request.requestId(),
                                        order.id(),
                                        patient.location(),
                                        reasons,
                                        Set.of(),
                                        now)));
        if (told) {
            held.toldAtDeadline(request.facilityId(), order.id(), now);
        }
        return true;
    }

    private void tellOfFailed(Facility facility, Meal meal, Instant now) {
        List<Failed> untold = unfinished.failedUntold(facility.id(), meal);
        Map<TrayRequestId, StaffNotice.Message> owed = new LinkedHashMap<>();
        untold.forEach(failed -> owed.put(failed.id(), notOrdered(facility, meal, failed)));
        unfinished.told(List.copyOf(notices.send(owed)), now);
    }

    private static StaffNotice.Message notOrdered(Facility facility, Meal meal, Failed failed) {
        return NoticeQueue.message(
                failed.executionName(),
                new StaffNotice(
                        StaffNotice.Kind.NOT_ORDERED,
                        facility.id(),
                        meal.serviceDate(),
                        meal.mealPeriod(),
                        failed.id(),
                        null,
                        failed.location(),
                        Set.of(Reason.LATE_TRAY_NEEDED),
                        Set.of(),
                        null));
    }
}
