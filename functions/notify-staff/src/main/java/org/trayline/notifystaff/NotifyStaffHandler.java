package org.trayline.notifystaff;

import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
import org.trayline.notice.SnsTopic;

/// The Lambda of the state *Notify Staff*.
public final class NotifyStaffHandler extends StepHandler<NotifyStaff.Input, NotifyStaff.Output> {
    private final NotifyStaff notifyStaff;

    public NotifyStaffHandler() {
        this(Settings.ofProcess());
    }

    public NotifyStaffHandler(Settings settings) {
        super(NotifyStaff.Input.class, "Notify Staff");
        this.notifyStaff =
                new NotifyStaff(SnsTopic.at(settings.require("STAFF_NOTICES_TOPIC_ARN")));
    }

    @Override
    protected NotifyStaff.Output answer(NotifyStaff.Input input, LogLine log) {
        return notifyStaff.tell(input, log);
    }
}
