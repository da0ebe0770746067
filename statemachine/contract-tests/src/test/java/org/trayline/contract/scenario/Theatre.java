package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ApiFault;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.Settings;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.wire.StepFunctionsServer;
import org.trayline.contract.Aws;
import org.trayline.contract.Project;
import org.trayline.contract.Workflow;
import org.trayline.contract.message.LogLines;
import org.trayline.contract.message.Messages;
import org.trayline.contract.scenario.Scenario.Run;
import org.trayline.kit.StrictJson;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.PatientId;

/// One scenario on the stage: a hospital of its own, the workflow, its clock.
final class Theatre implements AutoCloseable {
    private static final PatientId ANNA = new PatientId("anna");

    /// How long a machine may take for a run in which no workflow time passes.
    private static final long PATIENCE_SECONDS = 30;

    /// What came of a run.
    ///
    /// @param end as [Run#ends]
    /// @param output of the execution; null where it has none
    record Ended(
            String end,
            List<String> path,
            Map<String, List<String>> retried,
            @Nullable JsonNode output) {}

    private final Stage stage;
    private final String facility;
    private final TrayRequest request;
    private final Performance performance;
    private final BlockingQueue<ExecutionStatusChange> changes = new LinkedBlockingQueue<>();
    private final ScenarioClock clock;
    private final String replacementId;
    private final StepFunctions workflows;
    private final String workflow;
    private @Nullable String execution;
    private @Nullable Instant redrivenAt;

    Theatre(Stage stage, Scenario scenario, String facility) {
        this.stage = stage;
        this.facility = facility;
        LocalDate today = scenario.now().toLocalDate();
        FacilityId id = new FacilityId(facility);
        this.request =
                new TrayRequest(
                        TrayRequest.SCHEMA_VERSION,
                        TrayRequestId.scheduled(id, ANNA, today, scenario.meal()),
                        1,
                        TrayRequest.Source.SCHEDULED,
                        id,
                        ANNA,
                        today,
                        scenario.meal(),
                        null);
        Hospital.read(Project.path("statemachine/scenarios/hospital/" + scenario.hospital()))
                .with(scenario.given())
                .writeTo(stage.database(), facility);
        stage.database()
                .execute(
                        """
                        insert into tray_requests (request_id, facility_id, patient_id, service_date,
                            meal_period, source, requested_at, sent_at)
                        values ('%s', '%s', '%s', '%s', '%s', 'SCHEDULED', '%6$s', '%6$s')
                        """
                                .formatted(
                                        request.requestId(),
                                        facility,
                                        ANNA,
                                        today,
                                        scenario.meal(),
                                        scenario.now()));
        this.replacementId =
                TrayRequestId.replacing(id, new TrayOrderId(request.requestId().toString()))
                        .toString();
        this.clock = new ScenarioClock(scenario.now().toInstant());
        this.performance = new Performance(stage, scenario, facility, clock);
        this.workflows =
                new StepFunctions(
                        performance,
                        clock,
                        new Random(1),
                        new Settings(Aws.REGION, Aws.ACCOUNT, 100),
                        changes::add);
        this.workflow =
                workflows
                        .stateMachines()
                        .create(
                                "tray-order",
                                Workflow.read().substituted(performance.substitutions()),
                                "arn:aws:iam::" + Aws.ACCOUNT + ":role/any")
                        .arn();
    }

    Performance performance() {
        return performance;
    }

    Ended perform(Run run) throws InterruptedException, IOException {
        String sql = run.sql();
        if (sql != null) {
            stage.database().execute(sql.replace(":facility", "'" + facility + "'"));
        }
        OffsetDateTime at = run.at();
        if (at != null) {
            clock.passTo(at.toInstant());
        }
        try {
            long from =
                    switch (run.act()) {
                        case START -> start(run);
                        case DELIVER -> deliver(message(run));
                        case REDRIVE -> redrive();
                        case REVALIDATE -> revalidate(run);
                    };
            return from == 0 ? new Ended("NOTHING STARTED", List.of(), Map.of(), null) : end(from);
        } catch (ApiFault refused) {
            return new Ended("REFUSED: " + refused.code(), List.of(), Map.of(), null);
        }
    }

    /// @return the event from which on the run is told
    private long start(Run run) {
        execution =
                workflows
                        .startExecution(workflow, attempt(run).executionName(), message(run))
                        .identity()
                        .arn();
        return 1;
    }

    private TrayRequest attempt(Run run) {
        return new TrayRequest(
                request.schemaVersion(),
                request.requestId(),
                run.attempt(),
                request.source(),
                request.facilityId(),
                request.patientId(),
                request.serviceDate(),
                request.mealPeriod(),
                null);
    }

    private String message(Run run) {
        String proper = new String(StrictJson.write(attempt(run)), StandardCharsets.UTF_8);
        JsonNode others = run.request();
        if (others == null) {
            return proper;
        }
        try {
            ObjectNode message = (ObjectNode) Project.JSON.readTree(proper);
            message.setAll((ObjectNode) others);
            return message.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// By a message of the queue, through Start Tray Order and the wire API.
    private long deliver(String message) throws IOException {
        long before = workflows.executions(workflow, null, Long.MAX_VALUE).count();
        try (StepFunctionsServer server = new StepFunctionsServer(workflows, 0)) {
            Aws.endpoint("Sfn", server.endpoint());
            var handler =
                    stage.handler(
                            "StartTrayOrderFunction",
                            Map.of(
                                    "STATE_MACHINE_ARN",
                                    workflow,
                                    "DEAD_LETTER_QUEUE_URL",
                                    stage.aws().endpoint() + "/queue/dead-letters"));
            take(handler, "StartTrayOrderFunction", message);
        }
        List<Execution> all =
                workflows
                        .executions(workflow, null, Long.MAX_VALUE)
                        .map(entry -> entry.execution())
                        .toList();
        execution = all.getFirst().identity().arn();
        return all.size() > before ? 1 : 0;
    }

    /// A message of a queue, to the function that the queue feeds.
    private static void take(RequestStreamHandler handler, String function, String message)
            throws IOException {
        ObjectNode event = Project.JSON.createObjectNode();
        event.putArray("Records").addObject().put("messageId", "m-1").put("body", message);
        String answer = call(handler, function, event.toString());
        if (!answer.equals("{\"batchItemFailures\":[]}")) {
            throw new AssertionError(function + " gave the message back: " + answer);
        }
    }

    private static String call(RequestStreamHandler handler, String function, String input)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        List<String> log = new ArrayList<>();
        handler.handleRequest(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                answer,
                new Call(function, log));
        log.forEach(LogLines::assertValid);
        return answer.toString(StandardCharsets.UTF_8);
    }

    /// The schedule's call, and what it sends to the functions that its queues feed.
    private long revalidate(Run run) throws IOException {
        int before = stage.aws().messages().size();
        ObjectNode input = Project.JSON.createObjectNode();
        input.put("schemaVersion", 1).put("now", clock.now().toString());
        Messages.assertValid("revalidate-orders.input", input.toString(), "the schedule's input");
        RequestStreamHandler function = stage.handler("RevalidateOrdersFunction", Map.of());
        int times = run.twice() ? 2 : 1;
        for (int i = 0; i < times; i++) {
            Messages.assertValid(
                    "revalidate-orders.output",
                    call(function, "RevalidateOrdersFunction", input.toString()),
                    "the answer");
        }
        long from = 0;
        List<String> all = stage.aws().messages();
        for (String message : all.subList(before, all.size())) {
            JsonNode sent = Project.JSON.readTree(message);
            if (sent.at("/notice/facilityId").asText().equals(facility)) {
                Messages.assertValid("queued-notice", message, "the notice");
                take(
                        stage.handler("QueuedNoticesFunction", Map.of()),
                        "QueuedNoticesFunction",
                        message);
            } else if (sent.path("facilityId").asText().equals(facility)) {
                Messages.assertValid("tray-request", message, "the request");
                for (int i = 0; i < times; i++) {
                    from = Math.max(from, deliver(message));
                }
            }
        }
        return from;
    }

    private long redrive() {
        String arn = String.valueOf(execution);
        long from = workflows.execution(arn).history().size() + 1L;
        redrivenAt = workflows.redriveExecution(arn);
        return from;
    }

    private Ended end(long from) throws InterruptedException, IOException {
        ExecutionStatusChange change;
        do {
            change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (change == null) {
                throw new AssertionError("the execution does not end; " + performance.exchanges());
            }
        } while (change.status() == ExecutionStatus.RUNNING);
        List<Event> events =
                workflows
                        .execution(String.valueOf(execution))
                        .history()
                        .range(from, Long.MAX_VALUE);
        List<String> path = new ArrayList<>();
        Map<String, List<String>> faults = new LinkedHashMap<>();
        for (Event event : events) {
            switch (event.detail()) {
                case EventDetail.StateEntered entered -> path.add(entered.name());
                case EventDetail.TaskFailed failed ->
                        fault(faults, path, String.valueOf(failed.error()));
                case EventDetail.TaskTimedOut timedOut -> fault(faults, path, timedOut.error());
                default -> {}
            }
        }
        var output = change.output();
        String last = path.isEmpty() ? "the state that failed" : path.getLast();
        String end =
                change.status() == ExecutionStatus.SUCCEEDED
                        ? last
                        : change.status() + " at " + last + ": " + change.error();
        if (change.status() != ExecutionStatus.SUCCEEDED && faults.containsKey(last)) {
            // The last fault was not retried.
            faults.get(last).removeLast();
            faults.values().removeIf(List::isEmpty);
        }
        return new Ended(end, path, faults, output == null ? null : output(output.text()));
    }

    /// With `:id` for the id that the request gives its order, `:replacement` for that of the order
    /// in its place.
    private JsonNode output(String json) throws IOException {
        return Project.JSON.readTree(
                json.replace("\"" + request.requestId() + "\"", "\":id\"")
                        .replace("\"" + replacementId + "\"", "\":replacement\""));
    }

    private static void fault(Map<String, List<String>> faults, List<String> path, String error) {
        String state = path.isEmpty() ? "the state that failed" : path.getLast();
        faults.computeIfAbsent(state, s -> new ArrayList<>()).add(error);
    }

    /// The tray orders of the meal.
    List<JsonNode> orders() {
        List<JsonNode> orders =
                rows(
                        """
                select json_build_object(
                    'id', case o.id when '%s' then 'the request''s'
                        when '%s' then 'the replacement''s' else o.id end,
                    'status', o.status,
                    'items', (select coalesce(json_agg(i.slot || ': ' || i.recipe_id
                            order by s.position), '[]')
                        from tray_order_items i
                        join meal_slots s using (facility_id, slot)
                        where i.facility_id = o.facility_id and i.tray_order_id = o.id
                            and s.meal_period = o.meal_period),
                    'reasons', (select coalesce(json_agg(r.reason order by r.reason), '[]')
                        from tray_order_hold_reasons r
                        where r.facility_id = o.facility_id and r.tray_order_id = o.id),
                    'flags', o.flags,
                    'holdDeadlineAt', to_char(o.hold_deadline_at at time zone 'UTC',
                        'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    'hasProof', o.proof is not null)::jsonb
                    || case when o.cancelled_because is null then '{}'
                        else jsonb_build_object('cancelledBecause', o.cancelled_because) end
                    || case when o.misfits = '{}' then '{}'
                        else jsonb_build_object('misfits', o.misfits) end
                from tray_orders o
                where o.facility_id = '%3$s' and o.service_date = '%4$s' and o.meal_period = '%5$s'
                order by o.id = '%2$s', o.id
                """
                                .formatted(
                                        request.requestId(),
                                        replacementId,
                                        facility,
                                        request.serviceDate(),
                                        request.mealPeriod()));
        orders.forEach(order -> sayTheRedrive((ObjectNode) order));
        return orders;
    }

    /// The time of the last redrive, which the scenario's retries bring about, by that name.
    private void sayTheRedrive(ObjectNode node) {
        Instant redriven = redrivenAt;
        String said = node.path("holdDeadlineAt").asText();
        if (redriven != null
                && said.endsWith("Z")
                && Instant.parse(said)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .equals(redriven.truncatedTo(ChronoUnit.SECONDS))) {
            node.put("holdDeadlineAt", "the redrive");
        }
    }

    /// The request's row.
    List<JsonNode> ledger() {
        return ledger("replaces_tray_order_id is null");
    }

    /// The row of the request that replaces its order.
    List<JsonNode> replacement() {
        return ledger("replaces_tray_order_id is not null");
    }

    private List<JsonNode> ledger(String which) {
        return rows(
                """
                select json_build_object(
                    'status', status, 'outcome', outcome, 'reasons', reasons,
                    'attempt', replace(execution_name, request_id || '-', '')::int)
                from tray_requests where facility_id = '%s' and %s
                """
                        .formatted(facility, which));
    }

    /// What the API says of the request.
    ApiView api() {
        return new ApiView(stage, request);
    }

    /// By the ledger, the request that a tray order came of.
    private String requestOf(String trayOrderId) {
        return stage.database()
                .rows(
                        "select request_id from tray_orders where facility_id = '%s' and id = '%s'"
                                .formatted(facility, trayOrderId))
                .getFirst();
    }

    /// What was published, with the order's id replaced as in [#orders].
    List<JsonNode> notices() {
        List<JsonNode> notices = new ArrayList<>();
        for (JsonNode notice : stage.aws().notices(facility)) {
            ObjectNode told = Project.JSON.createObjectNode();
            JsonNode message = notice.path("message");
            String about = message.path("trayOrderId").asText();
            assertEquals(
                    requestOf(about),
                    message.path("requestId").asText(),
                    () -> "the request of " + notice);
            told.put("kind", notice.at("/attributes/kind").asText());
            told.put("priority", notice.at("/attributes/priority").asText());
            told.put("unit", notice.at("/attributes/unit").asText());
            told.put("mealPeriod", notice.at("/attributes/mealPeriod").asText());
            for (String field : List.of("reasons", "flags", "holdDeadlineAt")) {
                told.set(field, message.path(field));
            }
            sayTheRedrive(told);
            if (!about.equals(request.requestId().toString())) {
                told.put("trayOrderId", about.equals(replacementId) ? ":replacement" : about);
            }
            notices.add(told);
        }
        return notices;
    }

    private List<JsonNode> rows(String query) {
        ArrayNode rows = Project.JSON.createArrayNode();
        for (String row : stage.database().rows(query)) {
            try {
                rows.add(Project.JSON.readTree(row));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return rows.valueStream().toList();
    }

    @Override
    public void close() {
        workflows.close();
    }
}
