package org.trayline.openmealperiod;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.kit.StrictJson;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequests;
import org.trayline.queue.SqsQueue;

/// Requests that were tried as often as may be, without an outcome and without a word of why: each
/// goes to the DLQ, marked, and waits for an operator.
final class GivenUp {
    /// The error that marks them.
    static final String ERROR = "AttemptsExhausted";

    private final TrayRequests ledger;
    private final SqsQueue deadLetters;

    GivenUp(TrayRequests ledger, SqsQueue deadLetters) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
    }

    /// What the DLQ does not take is given up by the next sweep.
    ///
    /// @param requests as they were last sent
    /// @return how many
    int announce(List<TrayRequest> requests) {
        Set<String> taken = deadLetters.send(requests.stream().map(GivenUp::message).toList());
        for (TrayRequest request : requests) {
            if (taken.contains(request.requestId().toString())) {
                ledger.failed(request.requestId(), request.attempt(), ERROR);
            }
        }
        return taken.size();
    }

    private static SqsQueue.Message message(TrayRequest request) {
        return new SqsQueue.Message(
                request.requestId().toString(),
                new String(StrictJson.write(request), StandardCharsets.UTF_8),
                Map.of(
                        "error",
                        ERROR,
                        "reason",
                        "no outcome after %d attempts".formatted(request.attempt())));
    }
}
