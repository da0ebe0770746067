package org.trayline.notifystaff;

import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.SqsBatchHandler;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.notice.SnsTopic;

/// The Lambda between the queue of notices and the topic: what functions inside the VPC owe the
/// staff.
public final class QueuedNoticesHandler extends SqsBatchHandler {
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
        NotifyStaff.Input input = StrictJson.read(body, NotifyStaff.Input.class);
        Versioned.requireKnown(input.schemaVersion());
        notifyStaff.tell(input, log);
    }
}
