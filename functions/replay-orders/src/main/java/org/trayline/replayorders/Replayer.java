package org.trayline.replayorders;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.trayline.execution.PastExecution;
import org.trayline.execution.PastExecutions;
import org.trayline.execution.TrayOrderExecutions;
import org.trayline.kit.StrictJson;
import org.trayline.meal.order.TrayRequest;
import org.trayline.queue.HeldMessages;
import org.trayline.queue.SqsQueue;
import org.trayline.replayorders.Fate.Why;
import org.trayline.replayorders.Replayed.Row;

/// Replays one case after the other. A message is deleted only after its replay was accepted: where
/// this ends in between, the next replay finds the execution that runs, or has ended, and only
/// deletes.
final class Replayer {
    private static final long SECOND = 1_000_000_000;

    private final PastExecutions executions;
    private final TrayOrderExecutions starts;
    private final SqsQueue trayRequests;

    Replayer(PastExecutions executions, TrayOrderExecutions starts, SqsQueue trayRequests) {
        this.executions = executions;
        this.starts = starts;
        this.trayRequests = trayRequests;
    }

    List<Row> replay(List<StrandedCase> cases, Plan plan, HeldMessages held, Progress progress) {
        List<Row> rows = new ArrayList<>();
        long next = System.nanoTime();
        for (StrandedCase one : cases) {
            progress.at(Progress.Stage.REPLAYING, rows.size(), cases.size());
            Fate fate = plan.dryRun() ? plan(one, plan) : act(one, plan, held);
            rows.add(new Row(one.stranded(), fate, new End.None()));
            if (!plan.dryRun()) {
                next += SECOND / plan.perSecond();
                LockSupport.parkNanos(next - System.nanoTime());
                held.keep();
            }
        }
        progress.at(Progress.Stage.REPLAYING, rows.size(), cases.size());
        return rows;
    }

    /// What is to be done with a case, by what is known of it.
    private static Fate plan(StrandedCase one, Plan plan) {
        Stranded stranded = one.stranded();
        return switch (stranded.kind()) {
            case RUNNING -> new Fate.Running(stranded.id());
            case SETTLED -> new Fate.Settled(stranded.id());
            case NEVER_STARTED -> new Fate.SentBack(stranded.id());
            case MALFORMED -> new Fate.Stays(Why.MALFORMED, stranded.state());
            case FORGOTTEN ->
                    new Fate.Stays(Why.FORGOTTEN, "Step Functions remembers no such execution");
            case FAILED -> failed(one, plan);
        };
    }

    private static Fate failed(StrandedCase one, Plan plan) {
        Stranded stranded = one.stranded();
        PastExecution last = one.last();
        String obstacle = last == null ? null : last.obstacle();
        if (stranded.poison() && !plan.startAnew()) {
            return new Fate.Stays(
                    Why.POISON,
                    "tried %d times: mend the cause, then start it anew"
                            .formatted(stranded.attempts()));
        }
        if (!plan.startAnew() && obstacle == null) {
            return new Fate.Redriven(stranded.id());
        }
        TrayRequest request = one.request();
        if (request == null) {
            return new Fate.Stays(Why.MALFORMED, "its input is no tray request");
        }
        return new Fate.StartedAnew(
                request.next().executionName(), obstacle == null ? "" : obstacle);
    }

    private Fate act(StrandedCase one, Plan plan, HeldMessages held) {
        if (!one.messages().stream().allMatch(held::holds)) {
            return new Fate.Stays(Why.TAKEN, "another replay has taken it");
        }
        Fate fate;
        try {
            fate = accepted(one, plan(one, plan));
            if (!(fate instanceof Fate.Stays)) {
                one.messages().forEach(held::delete);
            }
        } catch (RuntimeException e) {
            // Whatever AWS says, the others are replayed; this one is there for the next replay.
            fate = new Fate.Stays(Why.REFUSED, String.valueOf(e.getMessage()));
        }
        return fate;
    }

    /// Does it.
    ///
    /// @return what was done in the end
    private Fate accepted(StrandedCase one, Fate fate) {
        TrayRequest request = one.request();
        return switch (fate) {
            case Fate.Redriven(String execution) ->
                    executions.redrive(executions.arn(execution))
                            ? fate
                            : anew(request, "it cannot be redriven any more");
            case Fate.StartedAnew(String execution, String because) -> anew(request, because);
            case Fate.SentBack(String execution) -> sentBack(request);
            case Fate.Running running -> fate;
            case Fate.Settled settled -> fate;
            case Fate.Stays stays -> fate;
        };
    }

    private Fate anew(@Nullable TrayRequest request, String because) {
        if (request == null) {
            return new Fate.Stays(Why.MALFORMED, "its input is no tray request");
        }
        TrayRequest next = request.next();
        starts.start(next.executionName(), json(next));
        return new Fate.StartedAnew(next.executionName(), because);
    }

    private Fate sentBack(@Nullable TrayRequest request) {
        if (request == null) {
            throw new IllegalStateException("a request that was never started has no request");
        }
        TrayRequest replayed = request.replayed();
        boolean taken =
                !trayRequests
                        .send(List.of(new SqsQueue.Message("replayed", json(replayed), Map.of())))
                        .isEmpty();
        return taken
                ? new Fate.SentBack(request.executionName())
                : new Fate.Stays(Why.REFUSED, "the queue of tray requests did not take it");
    }

    private static String json(TrayRequest request) {
        return new String(StrictJson.write(request), StandardCharsets.UTF_8);
    }
}
