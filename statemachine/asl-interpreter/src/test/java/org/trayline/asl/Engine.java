package org.trayline.asl;

import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.WorkflowClock;

/// An engine for a test, and what it told of its executions.
public final class Engine implements AutoCloseable {
    private static final String ROLE = "arn:aws:iam::000000000000:role/test";
    private static final long PATIENCE_SECONDS = 20;

    private final LinkedBlockingQueue<ExecutionStatusChange> changes = new LinkedBlockingQueue<>();
    private final StepFunctions stepFunctions;

    public Engine(LambdaFunctions functions, WorkflowClock clock) {
        this(functions, clock, new Random(7), Settings.DEFAULT);
    }

    public Engine(
            LambdaFunctions functions,
            WorkflowClock clock,
            RandomGenerator random,
            Settings settings) {
        stepFunctions = new StepFunctions(functions, clock, random, settings, changes::add);
    }

    public StepFunctions stepFunctions() {
        return stepFunctions;
    }

    public Execution start(String definition, String input) {
        String machine = stepFunctions.stateMachines().create("machine", definition, ROLE).arn();
        return stepFunctions.startExecution(machine, null, input);
    }

    /// Runs an execution to its end.
    public Execution run(String definition, String input) throws InterruptedException {
        Execution execution = start(definition, input);
        awaitEnd();
        return execution;
    }

    /// Waits for the next end of an execution and tells of it.
    public ExecutionStatusChange awaitEnd() throws InterruptedException {
        while (true) {
            ExecutionStatusChange change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (change == null) {
                throw new AssertionError("no execution ended");
            }
            if (change.status() != ExecutionStatus.RUNNING) {
                return change;
            }
        }
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}
