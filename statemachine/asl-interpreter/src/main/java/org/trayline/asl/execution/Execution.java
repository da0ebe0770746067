package org.trayline.asl.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.history.History;
import org.trayline.asl.json.Json;
import org.trayline.asl.machine.Revision;

/// One execution, from its start to its end and, if it is redriven, beyond. Threads may share it.
public final class Execution {
    private final Identity identity;
    private final Revision revision;
    private final Services services;
    private final Consumer<Execution> changed;
    private final History history;
    private final RedriveTokens tokens = new RedriveTokens();

    private volatile Outcome outcome = Outcome.STARTED;
    private Track track;
    private @Nullable Thread timer;

    /// @param changed told of each change of the outcome, the start too, by the thread that made it
    public Execution(
            Identity identity, Revision revision, Services services, Consumer<Execution> changed) {
        this.identity = identity;
        this.revision = revision;
        this.services = services;
        this.changed = changed;
        this.history = new History(services.clock()::now);
        this.track =
                new Track(revision.definition().workflow(), null, identity.input(), Map.of(), 0);
    }

    public Identity identity() {
        return identity;
    }

    /// The state machine as it was when the execution started.
    public Revision revision() {
        return revision;
    }

    public History history() {
        return history;
    }

    public Outcome outcome() {
        return outcome;
    }

    public boolean isRunning() {
        return outcome.status() == ExecutionStatus.RUNNING;
    }

    /// Begins to run, on a thread of its own; called once.
    public void start() {
        changed.accept(this);
        history.append(0, new EventDetail.ExecutionStarted(identity.input(), identity.roleArn()));
        launch();
    }

    private void launch() {
        synchronized (history) {
            Run run =
                    new Run(
                            services,
                            identity,
                            history,
                            outcome.redriveCount(),
                            outcome.redriveDate());
            Track current = track;
            Thread.ofVirtual().name(identity.name()).start(() -> go(run, current));
            timer = timer(revision.definition().timeoutSeconds(), current);
        }
    }

    private @Nullable Thread timer(OptionalLong seconds, Track current) {
        if (seconds.isEmpty()) {
            return null;
        }
        return Thread.startVirtualThread(
                () -> {
                    try {
                        services.clock().sleep(Duration.ofSeconds(seconds.getAsLong()));
                        end(current, Ending.timedOut());
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void go(Run run, Track current) {
        try {
            Json output = new Interpreter(run).go(current);
            end(current, Ending.succeeded(current.previous, output));
        } catch (StateFault fault) {
            end(current, Ending.failed(current.previous, fault.error(), fault.cause()));
        } catch (History.HistoryFull _) {
            end(
                    current,
                    Ending.failed(
                            current.previous,
                            StateFault.RUNTIME,
                            "The execution reached the maximum number of history events ("
                                    + History.LIMIT
                                    + ")."));
        } catch (Run.Cancelled | History.HistoryClosed | InterruptedException _) {
            end(current, Ending.aborted(null, null));
        } catch (RuntimeException | StackOverflowError fault) {
            end(
                    current,
                    Ending.failed(
                            current.previous, StateFault.RUNTIME, "The engine failed: " + fault));
        }
    }

    /// Stops the execution, if it still runs.
    ///
    /// @return false if it had ended
    public boolean stop(@Nullable String error, @Nullable String cause) {
        Track current;
        synchronized (history) {
            current = track;
        }
        return end(current, Ending.aborted(error, cause));
    }

    /// Ends the attempt that the track belongs to, unless it has ended.
    private boolean end(Track current, Ending ending) {
        synchronized (history) {
            if (current.isCancelled() || !history.close(ending.previous(), ending.event())) {
                return false;
            }
            outcome = ending.of(outcome, services.clock().now());
            current.cancel();
            if (ending.status() == ExecutionStatus.SUCCEEDED) {
                current.forget();
            }
        }
        Thread running = timer;
        if (running != null && !running.equals(Thread.currentThread())) {
            running.interrupt();
        }
        changed.accept(this);
        return true;
    }

    /// Lets the execution's threads stop without a trace, as if the process had ended.
    public void abandon() {
        synchronized (history) {
            track.cancel();
        }
        Thread running = timer;
        if (running != null) {
            running.interrupt();
        }
    }

    /// Why the execution cannot be redriven now; null if it can be.
    public @Nullable String redriveObstacle() {
        return Redrives.obstacle(this, services.clock().now());
    }

    /// Lets an unsuccessful execution go on from where it ended.
    ///
    /// @param token with which the caller may call again without a second redrive; null for none
    /// @return when it was redriven
    public Instant redrive(@Nullable String token) throws NotRedrivable {
        Instant now = services.clock().now();
        synchronized (history) {
            Instant earlier = tokens.redriven(token, now);
            if (earlier != null) {
                return earlier;
            }
            String obstacle = Redrives.obstacle(this, now);
            if (obstacle != null) {
                throw new NotRedrivable(obstacle);
            }
            tokens.use(token, now);
            outcome = outcome.redriven(now);
            long redriven =
                    history.reopen(new EventDetail.ExecutionRedriven(outcome.redriveCount()));
            track = track.resumed(redriven);
        }
        changed.accept(this);
        launch();
        return now;
    }
}
