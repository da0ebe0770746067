package org.trayline.replayorders;

import java.nio.charset.StandardCharsets;
import org.trayline.kit.ForeignJson;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.FailedExecution;
import org.trayline.meal.order.TrayRequest;
import org.trayline.queue.HeldMessages.Held;

/// A message of the DLQ.
sealed interface Letter {
    /// The attribute of a message that says why it was put there.
    String ERROR = "error";

    Held message();

    /// The event of an execution that ended without an outcome.
    record OfExecution(Held message, FailedExecution failed) implements Letter {}

    /// A tray request: of Start Tray Order that crashed over it, or of the sweep that gave it up.
    ///
    /// @param error why; empty where SQS itself put it there
    record OfRequest(Held message, TrayRequest request, String error) implements Letter {}

    /// What no reader understands.
    record Unreadable(Held message, String error, String reason) implements Letter {}

    static Letter of(Held message) {
        String error = message.attributes().getOrDefault(ERROR, "");
        if (error.equals(MessageMalformed.class.getName())) {
            return new Unreadable(message, error, message.attributes().getOrDefault("reason", ""));
        }
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        try {
            if (ForeignJson.of(message.body()).text("/executionArn").isEmpty()) {
                TrayRequest request = StrictJson.read(body, TrayRequest.class);
                Versioned.requireKnown(request.schemaVersion());
                return new OfRequest(message, request, error);
            }
            FailedExecution failed = StrictJson.read(body, FailedExecution.class);
            Versioned.requireKnown(failed.schemaVersion());
            return new OfExecution(message, failed);
        } catch (MessageMalformed e) {
            return new Unreadable(
                    message, MessageMalformed.class.getName(), String.valueOf(e.getMessage()));
        }
    }
}
