package org.trayline.asl.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.time.WorkflowClock;

/// Calls something and gives up on it when the workflow's clock says so.
final class TimeLimit {
    /// Something that blocks.
    interface Call<T> {
        T call() throws InterruptedException;
    }

    private final WorkflowClock clock;

    TimeLimit(WorkflowClock clock) {
        this.clock = clock;
    }

    /// @return empty if the seconds passed first; the call is interrupted then, and its answer lost
    <T> Optional<T> within(OptionalLong seconds, Call<T> call) throws InterruptedException {
        if (seconds.isEmpty()) {
            return Optional.of(call.call());
        }
        CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
        Thread caller =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                answer.complete(Optional.of(call.call()));
                            } catch (InterruptedException | RuntimeException fault) {
                                answer.completeExceptionally(fault);
                            }
                        });
        Duration limit = Duration.ofSeconds(seconds.getAsLong());
        Thread timer =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                clock.sleep(limit);
                                answer.complete(Optional.empty());
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
        try {
            return answer.get();
        } catch (ExecutionException fault) {
            throw rethrown(fault.getCause());
        } finally {
            timer.interrupt();
            caller.interrupt();
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause)
            throws InterruptedException {
        switch (cause) {
            case InterruptedException stopped -> throw stopped;
            case RuntimeException fault -> throw fault;
            case null, default -> throw new IllegalStateException(cause);
        }
    }
}
