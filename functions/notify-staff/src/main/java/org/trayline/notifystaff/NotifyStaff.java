package org.trayline.notifystaff;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.patient.Location;
import org.trayline.notice.SnsTopic;

/// Tells the staff of a tray order: where it goes and what is asked of them, never who the patient
/// is.
final class NotifyStaff {

    record Input(int schemaVersion, String executionName, Notice notice) implements Versioned {}

    record Output(int schemaVersion, String messageId) {}

    enum Kind {
        PLACED,
        HELD
    }

    enum Priority {
        ROUTINE,
        /// A human has to act before the deadline.
        URGENT
    }

    record Notice(
            Kind kind,
            FacilityId facilityId,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            TrayOrderId trayOrderId,
            Location location,
            Set<Reason> reasons,
            Set<Flag> flags,
            @Nullable Instant holdDeadlineAt) {
        Notice {
            // In the order of their lists, so that a notice that is sent again is the same.
            reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
            flags = Collections.unmodifiableSet(new TreeSet<>(flags));
        }

        Priority priority() {
            return switch (kind) {
                case PLACED -> Priority.ROUTINE;
                case HELD -> Priority.URGENT;
            };
        }
    }

    private final SnsTopic topic;

    NotifyStaff(SnsTopic topic) {
        this.topic = topic;
    }

    Output tell(Input input) {
        Notice notice = input.notice();
        String messageId =
                topic.publish(
                        new String(StrictJson.write(notice), StandardCharsets.UTF_8),
                        Map.of(
                                "facility", notice.facilityId().value(),
                                "unit", notice.location().unit(),
                                "mealPeriod", notice.mealPeriod().name(),
                                "kind", notice.kind().name(),
                                "priority", notice.priority().name()));
        return new Output(Versioned.KNOWN, messageId);
    }
}
