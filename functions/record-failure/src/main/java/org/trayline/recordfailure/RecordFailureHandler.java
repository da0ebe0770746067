package org.trayline.recordfailure;

import org.trayline.kit.IamLogin;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.SqsBatchHandler;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresTrayRequests;

/// The Lambda between the queue of failed executions and the ledger.
public final class RecordFailureHandler extends SqsBatchHandler {
    private final RecordFailure recordFailure;

    public RecordFailureHandler() {
        this(Settings.ofProcess());
    }

    public RecordFailureHandler(Settings settings) {
        this.recordFailure =
                new RecordFailure(
                        new PostgresTrayRequests(
                                PostgresConnection.of(
                                        settings::require,
                                        new IamLogin(settings)::databasePassword,
                                        "record-failure")));
    }

    @Override
    protected void process(String messageId, byte[] body, LogLine log) {
        recordFailure.record(body, log);
    }
}
