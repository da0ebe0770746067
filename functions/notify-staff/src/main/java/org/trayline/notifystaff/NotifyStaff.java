package org.trayline.notifystaff;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.LogLine;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.status.MealSummary;
import org.trayline.notice.SnsTopic;

/// Tells the staff of a tray order: where it goes and what is asked of them, never who the patient
/// is.
final class NotifyStaff {

    /// @param executionName for the log; null where no execution tells
    /// @param retryCount of this state before this call, for the log
    record Input(
            int schemaVersion,
            @Nullable String executionName,
            @Nullable Integer retryCount,
            StaffNotice notice)
            implements Versioned {}

    record Output(int schemaVersion, String messageId) {}

    private final SnsTopic topic;

    NotifyStaff(SnsTopic topic) {
        this.topic = topic;
    }

    Output tell(Input input, LogLine log) {
        StaffNotice notice = input.notice();
        TrayRequestId requestId = notice.requestId();
        log.execution(input.executionName())
                .request(requestId == null ? null : requestId.value())
                .retry(input.retryCount());
        String messageId =
                topic.publish(
                        new String(StrictJson.write(notice), StandardCharsets.UTF_8),
                        Map.of(
                                "facility", notice.facilityId().value(),
                                "unit", notice.location().unit(),
                                "mealPeriod", notice.mealPeriod().name(),
                                "kind", notice.kind().name(),
                                "priority", notice.priority().name(),
                                "requestId", requestId == null ? "" : requestId.toString()));
        log.outcome("TOLD").count("notices", 1);
        return new Output(Versioned.KNOWN, messageId);
    }

    void tell(MealSummary summary, LogLine log) {
        topic.publish(
                new String(StrictJson.write(summary), StandardCharsets.UTF_8),
                Map.of(
                        "facility", summary.facilityId().value(),
                        "mealPeriod", summary.mealPeriod().name(),
                        "kind", "SUMMARY",
                        "priority", StaffNotice.Priority.ROUTINE.name()));
        log.outcome("TOLD").count("notices", 1);
    }
}
