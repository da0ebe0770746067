package org.trayline.starttrayorder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.trayline.execution.TrayOrderExecutions;
import org.trayline.kit.LogLine;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.meal.order.TrayRequest;
import org.trayline.queue.SqsQueue;

/// Starts one execution per tray request. A message that is none goes to the DLQ at once, with the
/// reason: delivering it again would not help it.
final class StartTrayOrder {
    private final TrayOrderExecutions executions;
    private final SqsQueue deadLetters;

    StartTrayOrder(TrayOrderExecutions executions, SqsQueue deadLetters) {
        this.executions = executions;
        this.deadLetters = deadLetters;
    }

    void start(String messageId, byte[] body, LogLine log) {
        TrayRequest request;
        try {
            request = StrictJson.read(body, TrayRequest.class);
            Versioned.requireKnown(request.schemaVersion());
        } catch (MessageMalformed e) {
            bury(messageId, body, e);
            log.fault(e);
            return;
        }
        log.execution(request.executionName()).request(request.requestId().value());
        executions.start(
                request.executionName(),
                new String(StrictJson.write(request), StandardCharsets.UTF_8));
    }

    private void bury(String messageId, byte[] body, MessageMalformed why) {
        String text = new String(body, StandardCharsets.UTF_8);
        var message =
                new SqsQueue.Message(
                        "malformed",
                        text.isEmpty() ? "-" : text,
                        Map.of(
                                "error", MessageMalformed.class.getName(),
                                "reason", String.valueOf(why.getMessage()),
                                "messageId", messageId));
        if (deadLetters.send(List.of(message)).isEmpty()) {
            throw new QueueUnavailable("the DLQ did not take a malformed message");
        }
    }
}
