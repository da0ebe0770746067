package org.trayline.meal.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Location;

/// What the staff are told of a tray: where it goes and what is asked of them, never who the
/// patient is.
///
/// @param requestId of the tray request that it came of; null for an order that an import brought
/// @param trayOrderId null where there is no order
/// @param reasons of a hold or a cancellation
/// @param holdDeadlineAt by when a human must have decided; null unless held
public record StaffNotice(
        Kind kind,
        FacilityId facilityId,
        LocalDate serviceDate,
        MealPeriod mealPeriod,
        @Nullable TrayRequestId requestId,
        @Nullable TrayOrderId trayOrderId,
        Location location,
        Set<Reason> reasons,
        Set<Flag> flags,
        @Nullable Instant holdDeadlineAt) {

    public StaffNotice {
        // In the order of their lists, so that a notice that is sent again is the same.
        reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
        flags = Collections.unmodifiableSet(new TreeSet<>(flags));
    }

    public enum Kind {
        PLACED,
        HELD,
        /// Still held at its deadline.
        HOLD_DUE,
        /// Still held at the serve time, and cancelled.
        NOT_RESOLVED,
        /// Its request failed and the cut-off has passed: no tray comes unless someone acts.
        NOT_ORDERED,
        /// An ordered tray must not be served any more.
        CANCELLED,
        /// The patient lies elsewhere now: the location is the new one.
        MOVED
    }

    public enum Priority {
        ROUTINE,
        /// A human has to act.
        URGENT
    }

    public Priority priority() {
        return switch (kind) {
            case PLACED, MOVED -> Priority.ROUTINE;
            case HELD, HOLD_DUE, NOT_RESOLVED, NOT_ORDERED, CANCELLED -> Priority.URGENT;
        };
    }

    /// A notice on its way through the queue of notices.
    ///
    /// @param schemaVersion 1
    /// @param executionName of the execution that it is about; null where it is about none
    public record Message(int schemaVersion, @Nullable String executionName, StaffNotice notice) {}
}
