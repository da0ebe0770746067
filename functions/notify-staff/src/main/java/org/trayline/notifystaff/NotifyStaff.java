package org.trayline.notifystaff;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.StaffNotice;
import org.trayline.notice.SnsTopic;

/// Tells the staff of a tray order: where it goes and what is asked of them, never who the patient
/// is.
final class NotifyStaff {

    record Input(int schemaVersion, String executionName, StaffNotice notice)
            implements Versioned {}

    record Output(int schemaVersion, String messageId) {}

    private final SnsTopic topic;

    NotifyStaff(SnsTopic topic) {
        this.topic = topic;
    }

    Output tell(Input input) {
        StaffNotice notice = input.notice();
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
