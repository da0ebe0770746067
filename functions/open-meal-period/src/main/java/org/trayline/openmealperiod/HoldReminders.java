package org.trayline.openmealperiod;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.HeldOrders;
import org.trayline.meal.order.HeldOrders.Held;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.queue.NoticeQueue;

/// Orders that still wait for a human: told of once more at their deadline, and cancelled at the
/// serve time, with a last notice. A notice may go out twice, never not at all: it is sent before
/// it is noted.
final class HoldReminders {
    private final HeldOrders orders;
    private final NoticeQueue notices;

    HoldReminders(HeldOrders orders, NoticeQueue notices) {
        this.orders = orders;
        this.notices = notices;
    }

    /// @return how many were told of
    int remind(Facility facility, Instant now) {
        int reminders = 0;
        for (Held held : orders.held(facility.id())) {
            if (!now.isBefore(facility.servesAt(held.serviceDate(), held.mealPeriod()))) {
                if (tell(StaffNotice.Kind.NOT_RESOLVED, facility, held)) {
                    orders.cancelUnresolved(facility.id(), held.id(), now);
                    reminders++;
                }
            } else if (due(held, now) && tell(StaffNotice.Kind.HOLD_DUE, facility, held)) {
                orders.toldAtDeadline(facility.id(), held.id(), now);
                reminders++;
            }
        }
        return reminders;
    }

    /// Tells anew of every hold of a meal, where what was sent before is known to be lost.
    ///
    /// @return how many were told of
    int tellAnew(Facility facility, LocalDate serviceDate, MealPeriod mealPeriod) {
        Map<TrayOrderId, StaffNotice.Message> owed = new LinkedHashMap<>();
        for (Held held : orders.held(facility.id())) {
            if (held.serviceDate().equals(serviceDate) && held.mealPeriod() == mealPeriod) {
                owed.put(held.id(), message(StaffNotice.Kind.HELD, facility, held));
            }
        }
        return notices.send(owed).size();
    }

    private static boolean due(Held held, Instant now) {
        Instant deadline = held.deadlineAt();
        return deadline != null && !now.isBefore(deadline) && !held.toldAtDeadline();
    }

    private boolean tell(StaffNotice.Kind kind, Facility facility, Held held) {
        return notices.send(message(kind, facility, held));
    }

    private static StaffNotice.Message message(
            StaffNotice.Kind kind, Facility facility, Held held) {
        return NoticeQueue.message(
                null,
                new StaffNotice(
                        kind,
                        facility.id(),
                        held.serviceDate(),
                        held.mealPeriod(),
                        held.requestId(),
                        held.id(),
                        held.location(),
                        held.reasons(),
                        held.flags(),
                        held.deadlineAt()));
    }
}
