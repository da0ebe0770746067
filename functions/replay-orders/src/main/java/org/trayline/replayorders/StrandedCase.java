package org.trayline.replayorders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.execution.PastExecution;
import org.trayline.execution.Trace;
import org.trayline.meal.order.TrayRequest;
import org.trayline.queue.HeldMessages.Held;

/// One request of the DLQ with its messages and what Step Functions says of its last execution.
///
/// @param request as of its last attempt; null where that is not known
/// @param last its last execution; null where there is none
/// @param trace of the last execution; null where it did not fail
record StrandedCase(
        Stranded stranded,
        List<Held> messages,
        @Nullable TrayRequest request,
        @Nullable PastExecution last,
        @Nullable Trace trace) {
    StrandedCase {
        messages = List.copyOf(messages);
    }
}
