package org.trayline.starttrayorder;

import org.trayline.execution.TrayOrderExecutions;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.SqsBatchHandler;
import org.trayline.queue.SqsQueue;

/// The Lambda between the queue and the workflow.
public final class StartTrayOrderHandler extends SqsBatchHandler {
    private final StartTrayOrder startTrayOrder;

    public StartTrayOrderHandler() {
        this(Settings.ofProcess());
    }

    public StartTrayOrderHandler(Settings settings) {
        this.startTrayOrder =
                new StartTrayOrder(
                        TrayOrderExecutions.of(settings.require("STATE_MACHINE_ARN")),
                        SqsQueue.at(settings.require("DEAD_LETTER_QUEUE_URL")));
    }

    @Override
    protected void process(String messageId, byte[] body, LogLine log) {
        startTrayOrder.start(messageId, body, log);
    }
}
