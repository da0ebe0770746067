package org.trayline.requesttray;

import java.util.List;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.meal.order.TrayRequest;
import org.trayline.queue.SqsQueue;
import org.trayline.queue.TrayRequestQueue;

/// The queue that every tray request goes through.
final class RequestQueue {
    private final TrayRequestQueue queue;

    RequestQueue(SqsQueue queue) {
        this.queue = new TrayRequestQueue(queue);
    }

    /// @throws QueueUnavailable where it did not take it; the ledger has it, and the sweep sends it
    void send(TrayRequest request) {
        if (queue.send(List.of(request)).isEmpty()) {
            throw new QueueUnavailable("the message was not taken");
        }
    }
}
