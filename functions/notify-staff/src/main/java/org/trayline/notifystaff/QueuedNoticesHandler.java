package org.trayline.notifystaff;

import org.jspecify.annotations.Nullable;
import org.trayline.kit.LogLine;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Settings;
import org.trayline.kit.SqsBatchHandler;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.status.MealSummary;
import org.trayline.notice.SnsTopic;

/// The Lambda between the queue of notices and the topic: what functions inside the VPC owe the
/// staff.
public final class QueuedNoticesHandler extends SqsBatchHandler {
    /// One of the two.
    ///
    /// @param executionName of the execution that it is about; null where it is about none
    record Message(
            int schemaVersion,
            @Nullable String executionName,
            @Nullable StaffNotice notice,
            @Nullable MealSummary summary)
            implements Versioned {}

    private final NotifyStaff notifyStaff;

    public QueuedNoticesHandler() {
        this(Settings.ofProcess());
    }

    public QueuedNoticesHandler(Settings settings) {
        this.notifyStaff =
                new NotifyStaff(SnsTopic.at(settings.require("STAFF_NOTICES_TOPIC_ARN")));
    }

    @Override
    protected void process(String messageId, byte[] body, LogLine log) {
        Message message = StrictJson.read(body, Message.class);
        Versioned.requireKnown(message.schemaVersion());
        StaffNotice notice = message.notice();
        MealSummary summary = message.summary();
        if (notice != null && summary == null) {
            notifyStaff.tell(
                    new NotifyStaff.Input(
                            message.schemaVersion(), message.executionName(), null, notice),
                    log);
        } else if (summary != null && notice == null) {
            notifyStaff.tell(summary, log);
        } else {
            throw new MessageMalformed("/notice", "is required, or /summary, and not both");
        }
    }
}
