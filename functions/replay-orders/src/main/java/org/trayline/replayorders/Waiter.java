package org.trayline.replayorders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.trayline.execution.PastExecution;
import org.trayline.execution.PastExecutions;
import org.trayline.kit.ForeignJson;
import org.trayline.replayorders.Replayed.Row;

/// Waits for what comes of the executions that go on.
final class Waiter {
    private static final long SECOND = 1_000_000_000;
    private static final long LOOKS_EVERY = SECOND / 5;

    private final PastExecutions executions;

    Waiter(PastExecutions executions) {
        this.executions = executions;
    }

    /// @return the rows with their ends; open where the time was up before
    List<Row> await(List<Row> rows, int seconds, Progress progress) {
        List<Row> ended = new ArrayList<>(rows);
        long until = System.nanoTime() + seconds * SECOND;
        for (int i = 0; i < ended.size(); i++) {
            Row row = ended.get(i);
            String execution = row.fate().execution();
            if (execution != null) {
                End end = end(execution);
                while (end instanceof End.Open && System.nanoTime() < until) {
                    progress.at(Progress.Stage.WAITING, i, ended.size());
                    LockSupport.parkNanos(LOOKS_EVERY);
                    end = end(execution);
                }
                ended.set(i, new Row(row.stranded(), row.fate(), end));
            }
        }
        progress.at(Progress.Stage.WAITING, ended.size(), ended.size());
        return ended;
    }

    private End end(String name) {
        Optional<PastExecution> found = executions.find(executions.arn(name));
        return found.map(Waiter::end).orElseGet(End.Open::new);
    }

    private static End end(PastExecution execution) {
        return switch (execution.status()) {
            case RUNNING -> new End.Open();
            case SUCCEEDED -> {
                ForeignJson output = ForeignJson.of(String.valueOf(execution.output()));
                yield new End.Outcome(output.text("/outcome"), output.texts("/reasons"));
            }
            case UNSUCCESSFUL -> {
                String error = execution.error();
                yield new End.FailedAgain(error == null ? "" : error);
            }
        };
    }
}
