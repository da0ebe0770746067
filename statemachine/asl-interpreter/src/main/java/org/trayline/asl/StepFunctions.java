package org.trayline.asl;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.DefinitionParser;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.execution.Executions;
import org.trayline.asl.execution.Identity;
import org.trayline.asl.execution.NotRedrivable;
import org.trayline.asl.execution.Outcome;
import org.trayline.asl.execution.Services;
import org.trayline.asl.expression.BuiltInFunctions;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;
import org.trayline.asl.machine.StateMachine;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.WorkflowClock;

/// An engine in this process: it holds state machines and runs their executions, thousands at
/// once,
/// each on a virtual thread. Threads may share it.
///
/// Every method throws [ApiFault] where Step Functions would refuse the call.
public final class StepFunctions implements AutoCloseable {
    private static final int LONGEST_INPUT = 262_144;

    private final Services services;
    private final Arns arns;
    private final StateMachines machines;
    private final Executions executions;
    private final Consumer<ExecutionStatusChange> listener;

    /// @param random jitter, names and ids come from it; threads share it, as `java.util.Random`
    /// allows
    /// @param listener told of each change by the thread that made it; what it throws is lost
    public StepFunctions(
            LambdaFunctions functions,
            WorkflowClock clock,
            RandomGenerator random,
            Settings settings,
            Consumer<ExecutionStatusChange> listener) {
        this.services = new Services(clock, random, functions, settings.region());
        this.arns = new Arns(settings);
        this.machines =
                new StateMachines(
                        arns, new DefinitionParser(new BuiltInFunctions(clock, random)), services);
        this.executions = new Executions(settings.keptExecutions(), settings.keptCharacters());
        this.listener = listener;
    }

    public StateMachines stateMachines() {
        return machines;
    }

    /// Starts an execution.
    ///
    /// @param stateMachineArn of a state machine, one of its versions or aliases
    /// @param name null for a random one
    /// @param input JSON; null for `{}`
    /// @return the execution that runs, also if it was started before by this name and input
    public Execution startExecution(
            String stateMachineArn, @Nullable String name, @Nullable String input) {
        StateMachines.Target target = machines.target(stateMachineArn);
        String called = name == null ? newName() : name;
        if (name != null) {
            Arns.checkName(name);
        }
        Json data = checked(input);
        StateMachine machine = target.machine();
        Identity identity =
                new Identity(
                        arns.execution(machine.name(), called),
                        called,
                        machine.arn(),
                        machine.name(),
                        target.versionArn(),
                        target.aliasArn(),
                        target.revision().roleArn(),
                        services.clock().now(),
                        data);
        Execution execution = new Execution(identity, target.revision(), services, this::changed);
        Execution earlier = executions.add(execution);
        if (earlier == null) {
            execution.start();
            return execution;
        }
        if (earlier.isRunning() && earlier.identity().input().text().equals(data.text())) {
            return earlier;
        }
        throw new ApiFault(
                "ExecutionAlreadyExists", "Execution Already Exists: '" + identity.arn() + "'");
    }

    private static Json checked(@Nullable String input) {
        if (input == null) {
            return Json.EMPTY_OBJECT;
        }
        try {
            Json data = Json.parse(input);
            if (data.longerThan(LONGEST_INPUT)) {
                throw new ApiFault(
                        "InvalidExecutionInput",
                        "Invalid State Machine Execution Input: 'The input is longer than "
                                + LONGEST_INPUT
                                + " bytes'");
            }
            return data;
        } catch (MalformedJson fault) {
            throw new ApiFault(
                    "InvalidExecutionInput",
                    "Invalid State Machine Execution Input: '" + fault.getMessage() + "'");
        }
    }

    private String newName() {
        return new UUID(services.random().nextLong(), services.random().nextLong()).toString();
    }

    private void changed(Execution execution) {
        executions.changed(execution);
        Identity identity = execution.identity();
        Outcome outcome = execution.outcome();
        try {
            listener.accept(
                    new ExecutionStatusChange(
                            identity.arn(),
                            identity.stateMachineArn(),
                            identity.name(),
                            outcome.status(),
                            identity.startDate(),
                            outcome.stopDate(),
                            identity.input(),
                            outcome.output(),
                            outcome.error(),
                            outcome.cause(),
                            outcome.redriveCount(),
                            outcome.redriveDate()));
        } catch (RuntimeException fault) {
            System.getLogger(StepFunctions.class.getName())
                    .log(System.Logger.Level.WARNING, "a listener failed", fault);
        }
    }

    /// @throws ApiFault InvalidArn, ExecutionDoesNotExist
    public Execution execution(String arn) {
        arns.checkExecution(arn);
        Execution execution = executions.find(arn);
        if (execution == null) {
            throw new ApiFault("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        return execution;
    }

    /// The executions of a state machine, or those that were started with one of its versions or
    /// aliases, the latest start first.
    ///
    /// @param status null for any
    /// @param before only those with a smaller number; `Long.MAX_VALUE` for all
    public Stream<Executions.Entry> executions(
            String arn, @Nullable ExecutionStatus status, long before) {
        StateMachine machine = machines.target(arn).machine();
        boolean all = machine.arn().equals(arn);
        return executions
                .of(machine.arn(), before)
                .filter(entry -> all || entry.execution().identity().startedWith(arn))
                .filter(entry -> status == null || entry.execution().outcome().status() == status);
    }

    /// Stops an execution; one that has ended stays as it is.
    ///
    /// @return when it stopped
    public Instant stopExecution(String arn, @Nullable String error, @Nullable String cause) {
        Execution execution = execution(arn);
        execution.stop(error, cause);
        Instant stopped = execution.outcome().stopDate();
        return stopped == null ? services.clock().now() : stopped;
    }

    /// As [#redriveExecution(String, String)], without a token.
    public Instant redriveExecution(String arn) {
        return redriveExecution(arn, null);
    }

    /// Lets an unsuccessful execution go on from the state that failed.
    ///
    /// @param token of the caller: the same token soon again is the same redrive; null for none
    /// @return when it was redriven
    /// @throws ApiFault ExecutionNotRedrivable, with the reason
    public Instant redriveExecution(String arn, @Nullable String token) {
        Execution execution = execution(arn);
        String gone = deleted(execution);
        try {
            if (gone == null) {
                return execution.redrive(token);
            }
        } catch (NotRedrivable fault) {
            gone = fault.reason();
        }
        throw new ApiFault("ExecutionNotRedrivable", gone);
    }

    /// Why an execution cannot be redriven now; null if it can be.
    public @Nullable String redriveObstacle(Execution execution) {
        String obstacle = execution.redriveObstacle();
        return obstacle == null ? deleted(execution) : obstacle;
    }

    private @Nullable String deleted(Execution execution) {
        return machines.isKnown(execution.identity().stateMachineName())
                ? null
                : "State machine is in DELETING status";
    }

    /// How many executions run now.
    public int runningExecutions() {
        return executions.running();
    }

    /// Lets every running execution stop without a trace, as if the process had ended.
    @Override
    public void close() {
        executions.abandonAll();
    }
}
