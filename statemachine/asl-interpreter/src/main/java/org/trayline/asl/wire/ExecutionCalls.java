package org.trayline.asl.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ApiFault;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.execution.Executions;
import org.trayline.asl.execution.Identity;
import org.trayline.asl.execution.Outcome;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.History;

/// The calls about executions.
final class ExecutionCalls {
    private static final String ARN = "executionArn";
    private static final String PENDING_REDRIVE = "PENDING_REDRIVE";
    private static final List<String> STATUSES =
            List.of("ABORTED", PENDING_REDRIVE, "FAILED", "RUNNING", "SUCCEEDED", "TIMED_OUT");

    private final StepFunctions engine;

    ExecutionCalls(StepFunctions engine) {
        this.engine = engine;
    }

    void registerIn(Map<String, Call> calls) {
        calls.put("StartExecution", this::start);
        calls.put("StopExecution", this::stop);
        calls.put("DescribeExecution", this::describe);
        calls.put("ListExecutions", this::list);
        calls.put("GetExecutionHistory", this::history);
        calls.put("RedriveExecution", this::redrive);
    }

    private Answer start(Parameters given) {
        Execution execution =
                engine.startExecution(
                        given.required("stateMachineArn"), given.text("name"), given.text("input"));
        return new Answer()
                .put(ARN, execution.identity().arn())
                .put("startDate", execution.identity().startDate());
    }

    private Answer stop(Parameters given) {
        return new Answer()
                .put(
                        "stopDate",
                        engine.stopExecution(
                                given.required(ARN), given.text("error"), given.text("cause")));
    }

    private Answer redrive(Parameters given) {
        return new Answer()
                .put(
                        "redriveDate",
                        engine.redriveExecution(given.required(ARN), given.text("clientToken")));
    }

    private Answer describe(Parameters given) {
        Execution execution = engine.execution(given.required(ARN));
        Identity identity = execution.identity();
        Outcome outcome = execution.outcome();
        String obstacle = engine.redriveObstacle(execution);
        Map<String, Object> included = Map.of("included", true);
        return new Answer()
                .put(ARN, identity.arn())
                .put("stateMachineArn", identity.stateMachineArn())
                .put("stateMachineVersionArn", identity.versionArn())
                .put("stateMachineAliasArn", identity.aliasArn())
                .put("name", identity.name())
                .put("status", outcome.status().name())
                .put("startDate", identity.startDate())
                .put("stopDate", outcome.stopDate())
                .putText("input", identity.input())
                .put("inputDetails", included)
                .putText("output", outcome.output())
                .put("outputDetails", outcome.output() == null ? null : included)
                .put("error", outcome.error())
                .put("cause", outcome.cause())
                .put("redriveCount", outcome.redriveCount())
                .put("redriveDate", outcome.redriveDate())
                .put("redriveStatus", obstacle == null ? "REDRIVABLE" : "NOT_REDRIVABLE")
                .put("redriveStatusReason", obstacle);
    }

    private Answer list(Parameters given) {
        String machine = machine(given);
        int most = given.maxResults();
        List<Executions.Entry> found =
                engine.executions(
                                machine,
                                status(given.choice("statusFilter", STATUSES)),
                                Page.position(given.text("nextToken"), Long.MAX_VALUE))
                        .limit(most + 1L)
                        .toList();
        List<Executions.Entry> page = found.subList(0, Math.min(most, found.size()));
        return new Answer()
                .put("executions", page.stream().map(entry -> listed(entry.execution())).toList())
                .put("nextToken", found.size() > most ? Page.token(page.getLast().number()) : null);
    }

    /// There are no Map Runs here, and only their executions can be listed by redrive.
    private static String machine(Parameters given) {
        String machine = given.text("stateMachineArn");
        if (machine == null || given.text("mapRunArn") != null) {
            throw new ApiFault(
                    "ValidationException",
                    machine == null
                            ? "Must specify stateMachineArn or mapRunArn."
                            : "Must not specify both stateMachineArn and mapRunArn.");
        }
        if (given.choice("redriveFilter", List.of("REDRIVEN", "NOT_REDRIVEN")) != null) {
            throw new ApiFault(
                    "ValidationException", "redriveFilter is supported with mapRunArn only.");
        }
        return machine;
    }

    private static @Nullable ExecutionStatus status(@Nullable String name) {
        if (PENDING_REDRIVE.equals(name)) {
            throw new ApiFault(
                    "ValidationException",
                    "statusFilter " + PENDING_REDRIVE + " is supported with mapRunArn only.");
        }
        return name == null ? null : ExecutionStatus.valueOf(name);
    }

    private static Map<String, Object> listed(Execution execution) {
        Identity identity = execution.identity();
        Outcome outcome = execution.outcome();
        return new Answer()
                .put(ARN, identity.arn())
                .put("stateMachineArn", identity.stateMachineArn())
                .put("stateMachineVersionArn", identity.versionArn())
                .put("stateMachineAliasArn", identity.aliasArn())
                .put("name", identity.name())
                .put("status", outcome.status().name())
                .put("startDate", identity.startDate())
                .put("stopDate", outcome.stopDate())
                .put("redriveCount", outcome.redriveCount())
                .put("redriveDate", outcome.redriveDate())
                .fields();
    }

    private Answer history(Parameters given) {
        History history = engine.execution(given.required(ARN)).history();
        int most = given.maxResults();
        boolean reverse = given.flag("reverseOrder", false);
        HistoryEvents events = new HistoryEvents(given.flag("includeExecutionData", true));
        String token = given.text("nextToken");
        int size = history.size();
        long from = Page.position(token, reverse ? size : 1);
        List<Event> page =
                reverse
                        ? history.range(Math.max(1, from - most + 1), from + 1).reversed()
                        : history.range(from, from + most);
        List<Object> spelt = new ArrayList<>(page.size());
        page.forEach(event -> spelt.add(events.spell(event)));
        long next = reverse ? from - most : from + most;
        boolean more = reverse ? next >= 1 : next <= size;
        return new Answer().put("events", spelt).put("nextToken", more ? Page.token(next) : null);
    }
}
