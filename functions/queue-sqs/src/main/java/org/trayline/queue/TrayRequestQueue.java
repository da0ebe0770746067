package org.trayline.queue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.kit.StrictJson;
import org.trayline.meal.order.TrayRequest;

/// The queue that feeds Start Tray Order.
public final class TrayRequestQueue {
    private final SqsQueue queue;

    public TrayRequestQueue(SqsQueue queue) {
        this.queue = queue;
    }

    /// What the queue does not take stays unsent in the ledger, for the next sweep.
    ///
    /// @return those that it took
    public List<TrayRequest> send(List<TrayRequest> requests) {
        Set<String> taken = queue.send(requests.stream().map(TrayRequestQueue::message).toList());
        return requests.stream()
                .filter(request -> taken.contains(request.requestId().toString()))
                .toList();
    }

    /// The message of a request, under its id.
    public static SqsQueue.Message message(TrayRequest request) {
        return new SqsQueue.Message(
                request.requestId().toString(),
                new String(StrictJson.write(request), StandardCharsets.UTF_8),
                Map.of());
    }
}
