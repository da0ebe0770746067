package org.trayline.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.Settings;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.wire.StepFunctionsServer;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.inspector.Inspected;
import org.trayline.local.inspector.Inspector;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Outcomes;
import org.trayline.local.meal.Summary;
import org.trayline.local.meal.Watch;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.replayorders.ReplayOrders;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// The system with lunch served, and beside it an engine of the same workflow and functions in
/// which calls can be made to fail: it serves some dinners.
final class LiveInspector implements AutoCloseable {
    static final LocalDate SERVICE_DATE = LocalDate.of(2026, 11, 20);
    private static final String STORE_UNAVAILABLE = "org.trayline.meal.order.StoreUnavailable";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch notices = new CountDownLatch(1);
    private final Machine machine;
    private final Meal meal;
    private final SystemWorkflowClock clock;
    private final Summary lunch;
    private final FailingFunctions functions;
    private final DrawnProofs proofs;
    final SfnClient dinners;
    private final String dinnersArn;

    /// Where the Step Functions of the lunches answers.
    final String endpoint;

    final Inspector served;
    final Inspector failing;

    /// Executions of dinners, by what they show.
    final String failed;

    final String retried;

    /// Failed as well, to be redriven.
    final String redriven;

    final String heldTray;
    final String running;

    LiveInspector(Path data) throws IOException, SQLException, InterruptedException {
        Path project = Runs.project();
        this.machine = keep(Machine.start(project, data, true, project.resolve("schema/demo"), 0));
        ImportReport.Imported imported = (ImportReport.Imported) machine.report();
        try (Connection connection = machine.postgres().connect("test")) {
            this.meal =
                    Meal.choose(
                            connection,
                            imported.facilityId(),
                            MealPeriod.LUNCH,
                            SERVICE_DATE,
                            null,
                            Instant.now());
        }
        Watch watch = new Watch();
        this.clock = new SystemWorkflowClock(meal.offsetFrom(Instant.now()));
        Deployment deployment =
                keep(
                        new Deployment(
                                machine,
                                project.resolve("sam/template.yaml"),
                                clock,
                                0,
                                0,
                                data.resolve("functions.log"),
                                watch));
        this.lunch = new Serving(machine, deployment, watch).serve(meal, clock.now());
        this.proofs = keep(new DrawnProofs(machine.postgres()));
        this.endpoint = deployment.stepFunctionsEndpoint();
        SfnClient lunches = keep(InspectCommand.client());
        this.served =
                keep(
                        inspect(
                                lunches,
                                deployment.stateMachineArn(),
                                deployment.replayOrders(),
                                deployment.trayApi()));

        this.functions = new FailingFunctions(deployment.lambda());
        StepFunctions engine =
                keep(
                        new StepFunctions(
                                functions,
                                clock,
                                new Random(7),
                                new Settings(Machine.REGION, Machine.ACCOUNT, 1000),
                                change -> {}));
        StepFunctionsServer server = new StepFunctionsServer(engine, 0);
        opened.push(server);
        this.dinners =
                keep(
                        SfnClient.builder()
                                .endpointOverride(server.endpoint())
                                .httpClient(
                                        software.amazon.awssdk.http.urlconnection
                                                .UrlConnectionHttpClient.create())
                                .build());
        String definition =
                lunches.describeStateMachine(
                                request -> request.stateMachineArn(deployment.stateMachineArn()))
                        .definition();
        this.dinnersArn =
                engine.stateMachines()
                        .create("Dinners", definition, "arn:aws:iam::000000000000:role/local")
                        .arn();
        this.failing = keep(inspect(dinners, dinnersArn, null, deployment.trayApi()));

        List<String> placed = patients("PLACED");
        this.failed = request(placed.get(0));
        functions.fail("CreateOrder", failed, "java.lang.IllegalStateException", 1);
        this.redriven = request(placed.get(3));
        functions.fail("CreateOrder", redriven, "java.lang.IllegalStateException", 1);
        this.retried = request(placed.get(1));
        functions.fail("ComposeMeal", retried, STORE_UNAVAILABLE, 2);
        this.heldTray = request(patients("HELD").getFirst());
        this.running = request(placed.get(2));
        start(failed, placed.get(0));
        start(redriven, placed.get(3));
        start(retried, placed.get(1));
        start(heldTray, patients("HELD").getFirst());
        await(failed, ExecutionStatus.FAILED);
        await(redriven, ExecutionStatus.FAILED);
        await(retried, ExecutionStatus.SUCCEEDED);
        await(heldTray, ExecutionStatus.SUCCEEDED);
        functions.holdFrom(running, "CreateOrder", notices);
        start(running, placed.get(2));
        functions.awaitHeld();
    }

    private Inspector inspect(
            SfnClient sfn, String arn, @Nullable ReplayOrders deadLetters, Inspected.TrayApi api)
            throws IOException {
        return Inspector.start(
                0,
                new Inspected(
                        sfn, arn, "this machine", clock::now, meal.zone(), true, deadLetters, api),
                proofs);
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    /// Patients whose lunch came to that.
    List<String> patients(String outcome) {
        return lunch.rows().stream()
                .filter(row -> row.outcome().equals(outcome))
                .map(Outcomes.Row::patientId)
                .toList();
    }

    /// The execution that served a patient's lunch.
    String lunchOf(String patientId) {
        return lunch.rows().stream()
                .filter(row -> row.patientId().equals(patientId))
                .map(Outcomes.Row::execution)
                .findFirst()
                .orElseThrow();
    }

    /// Asks for a dinner in the ledger.
    ///
    /// @return the name of its execution
    private String request(String patientId) throws SQLException {
        UUID request =
                UUID.nameUUIDFromBytes(patientId.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (Connection connection = machine.postgres().connect("test");
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into tray_requests (request_id, facility_id, patient_id,
                                    service_date, meal_period, source, status, execution_name,
                                    requested_at, sent_at)
                                values (?, ?, ?, ?, 'DINNER', 'SCHEDULED', 'PROCESSING', ?, ?, ?)""")) {
            insert.setObject(1, request);
            insert.setString(2, meal.facilityId().value());
            insert.setString(3, patientId);
            insert.setObject(4, SERVICE_DATE);
            insert.setString(5, request + "-1");
            insert.setObject(6, clock.now().atOffset(java.time.ZoneOffset.UTC));
            insert.setObject(7, clock.now().atOffset(java.time.ZoneOffset.UTC));
            insert.executeUpdate();
        }
        return request + "-1";
    }

    private void start(String execution, String patientId) {
        String input =
                """
                {"schemaVersion":1,"requestId":"%s","attempt":1,"source":"SCHEDULED",\
                "facilityId":"%s","patientId":"%s","serviceDate":"%s","mealPeriod":"DINNER"}"""
                        .formatted(
                                execution.substring(0, execution.length() - 2),
                                meal.facilityId(),
                                patientId,
                                SERVICE_DATE);
        dinners.startExecution(
                request -> request.stateMachineArn(dinnersArn).name(execution).input(input));
    }

    /// Waits for a dinner's execution to come to that.
    void await(String execution, ExecutionStatus status) {
        String arn = dinnersArn.replace(":stateMachine:", ":execution:") + ":" + execution;
        long patience = System.nanoTime() + 60_000_000_000L;
        ExecutionStatus now;
        do {
            now = dinners.describeExecution(request -> request.executionArn(arn)).status();
            if (System.nanoTime() > patience) {
                throw new AssertionError(execution + " is " + now + ", not " + status);
            }
            Thread.onSpinWait();
        } while (now != status);
    }

    /// Lets the running execution go on.
    void release() {
        notices.countDown();
    }

    @Override
    public void close() {
        release();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
