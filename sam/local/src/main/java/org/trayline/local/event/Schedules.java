package org.trayline.local.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.WorkflowClock;
import org.trayline.local.template.Stack;

/// EventBridge Scheduler: calls functions at the rates of the template, by the clock of the
/// workflow. A call that fails is not made up for: the next one does the same.
public final class Schedules implements AutoCloseable {
    private static final String TIME = "<aws.scheduler.scheduled-time>";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LambdaFunctions functions;
    private final WorkflowClock clock;

    public Schedules(LambdaFunctions functions, WorkflowClock clock) {
        this.functions = functions;
        this.clock = clock;
    }

    public void start(List<Stack.Schedule> schedules) {
        schedules.forEach(schedule -> threads.execute(() -> keep(schedule)));
    }

    private void keep(Stack.Schedule schedule) {
        try {
            while (true) {
                clock.sleep(schedule.rate());
                call(schedule);
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void call(Stack.Schedule schedule) throws InterruptedException {
        String input = schedule.input().replace(TIME, clock.now().toString());
        functions.invoke(schedule.functionId(), input.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
