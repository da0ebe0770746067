package org.trayline.recordfailure;

import org.trayline.kit.LogLine;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.FailedExecution;
import org.trayline.meal.order.TrayRequests;

/// Marks the request of a failed execution, so that the sweep leaves it to an operator. While the
/// database is away the message waits in its queue.
final class RecordFailure {
    private final TrayRequests requests;

    RecordFailure(TrayRequests requests) {
        this.requests = requests;
    }

    void record(byte[] body, LogLine log) {
        FailedExecution failed = StrictJson.read(body, FailedExecution.class);
        Versioned.requireKnown(failed.schemaVersion());
        log.execution(failed.name()).count("failed", 1);
        // An execution that someone started by hand, under another name, is in no ledger.
        failed.attempt()
                .ifPresent(
                        attempt -> {
                            log.request(attempt.requestId().value());
                            requests.failed(attempt.requestId(), attempt.number(), failed.code());
                        });
    }
}
