package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every row of `statemachine/runbook.md`: what it is about is brought about, the list shows what
/// the row says, its commands are run as they are printed, and what the row promises comes of it.
class RunbookIT {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String COMMAND = "sam/local/run ";

    @TempDir static Path folder;
    private static Plant plant;
    private static int number;

    /// @param when names the row
    private record Row(String when, String shows, String todo, String comes) {}

    @FunctionalInterface
    private interface Trouble {
        void cause() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        plant =
                new Plant(
                        folder,
                        Runs.project()
                                .resolve("functions/import-hospital/src/test/resources/hospital"));
    }

    @AfterAll
    static void stop() throws Exception {
        plant.close();
    }

    private static List<Row> rows() throws Exception {
        return Files.readAllLines(Runs.project().resolve("statemachine/runbook.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| when"))
                .map(line -> line.split("\\|", -1))
                .map(
                        cells ->
                                new Row(
                                        cells[1].strip(),
                                        cells[2].strip(),
                                        cells[4].strip(),
                                        cells[5].strip()))
                .toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    private static List<String> commands(Row row) {
        return codes(row.todo()).stream()
                .filter(code -> code.startsWith(COMMAND + "replay replay"))
                .map(code -> code.substring(COMMAND.length()))
                .toList();
    }

    private Map<String, Trouble> troubles() {
        Map<String, Trouble> troubles = new LinkedHashMap<>();
        troubles.put("the database was away", () -> failWithoutDatabase("2026-12-01"));
        troubles.put("the topic refused", this::failWithoutTopic);
        troubles.put("someone stopped an execution", this::stopAnExecution);
        troubles.put("the workflow was wrong", this::failByTheWorkflow);
        troubles.put("one fails again and again", this::failAgainAndAgain);
        troubles.put("it is past the cut-off", () -> failWithoutDatabase("2026-11-16"));
        troubles.put("Start Tray Order crashed", () -> plant.bury(request("2026-12-05")));
        troubles.put(
                "the sweep gave a request up",
                () -> plant.bury(request("2026-12-06"), Map.of("error", "AttemptsExhausted")));
        troubles.put("a message is malformed", () -> plant.ask("{\"meal\":\"LUNCH\"}"));
        troubles.put("a replay was interrupted", this::redriveWithoutDeleting);
        troubles.put("the event was lost", this::loseARequest);
        return troubles;
    }

    @TestFactory
    List<DynamicTest> everyRowIsAsItSays() throws Exception {
        Map<String, Trouble> troubles = troubles();
        List<Row> rows = rows();
        assertEquals(List.copyOf(troubles.keySet()), rows.stream().map(Row::when).toList());
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : rows) {
            Trouble trouble = Objects.requireNonNull(troubles.get(row.when()));
            tests.add(dynamicTest(row.when(), () -> play(row, trouble)));
        }
        return tests;
    }

    private static void play(Row row, Trouble trouble) throws Exception {
        trouble.cause();
        if (!row.shows().equals("nothing")) {
            plant.await("it lies on the DLQ", () -> plant.deadLetters() > 0);
        }
        String listed = plant.command("replay list --json").out();
        for (String code : codes(row.shows())) {
            assertTrue(listed.contains(code), () -> code + " is not in " + listed);
        }
        String replayed = "";
        for (String command : commands(row)) {
            replayed = plant.command(command + " --json").out();
        }
        for (String code : codes(row.comes())) {
            String told = replayed;
            assertTrue(told.contains(code), () -> code + " is not in " + told);
        }
        boolean stays = codes(row.comes()).contains("MALFORMED");
        assertEquals(stays ? 1 : 0, plant.deadLetters(), "messages on the DLQ");
        if (stays) {
            plant.purgeDeadLetters();
        }
        plant.await(
                "every request is closed",
                () ->
                        plant.rows("select status from tray_requests where status <> 'COMPLETED'")
                                .isEmpty());
    }

    /// A request for the patient p1 in the ledger.
    private static String request(String date) {
        number++;
        String id = "00000000-0000-5000-8000-%012d".formatted(number);
        plant.execute(
                """
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, requested_at, sent_at)
                values ('%s', 'north', 'p1', '%s', 'LUNCH', 'ON_DEMAND', '%3$s', '%3$s')"""
                        .formatted(id, date, plant.opening()));
        return """
               {"schemaVersion":1,"requestId":"%s","attempt":1,"source":"ON_DEMAND",\
               "facilityId":"north","patientId":"p1","serviceDate":"%s","mealPeriod":"LUNCH"}"""
                .formatted(id, date);
    }

    private void failWithoutDatabase(String date) throws Exception {
        String request = request(date);
        int ended = plant.watch.count();
        plant.stopPostgres();
        plant.ask(request);
        plant.await("the execution fails", () -> plant.watch.count() > ended);
        plant.startPostgres();
    }

    private void failWithoutTopic() throws Exception {
        plant.stopTopic();
        int ended = plant.watch.count();
        plant.ask(request("2026-12-02"));
        plant.await("the execution fails", () -> plant.watch.count() > ended);
        plant.startTopic();
    }

    /// While the table of patients is locked, the check waits.
    private void stopAnExecution() throws Exception {
        String request = request("2026-12-03");
        String name = request.replaceAll(".*\"requestId\":\"([^\"]+)\".*", "$1-1");
        try (Connection connection = plant.machine().postgres().connect("lock");
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table patients in access exclusive mode");
            plant.ask(request);
            plant.await("the execution runs", () -> plant.runningExecutions() == 1);
            plant.deployment()
                    .engine()
                    .stopExecution(
                            plant.deployment()
                                            .stateMachineArn()
                                            .replace(":stateMachine:", ":execution:")
                                    + ":"
                                    + name,
                            null,
                            null);
            connection.rollback();
        }
    }

    private void failByTheWorkflow() throws Exception {
        String request = request("2026-12-04");
        int ended = plant.watch.count();
        String right = plant.workflow();
        plant.workflow(
                right.replace("$eligibility.outcome = 'HOLD'", "$nothing.outcome = 'HOLD'")
                        .replace("$eligibility.outcome = 'ELIGIBLE'", "$eligibility.outcom"));
        plant.ask(request);
        plant.await("the execution fails", () -> plant.watch.count() > ended);
        plant.workflow(right);
    }

    private void failAgainAndAgain() throws Exception {
        String request = request("2026-12-07");
        plant.stopPostgres();
        plant.ask(request);
        plant.await("it lies on the DLQ", () -> plant.deadLetters() == 1);
        assertEquals(1, plant.command("replay replay").exitStatus());
        assertEquals(1, plant.command("replay replay").exitStatus());
        Runs.Run third = plant.command("replay replay");
        assertTrue(third.out().contains("POISON"), third.out());
        plant.startPostgres();
    }

    private void redriveWithoutDeleting() throws Exception {
        failWithoutDatabase("2026-12-08");
        plant.await("it lies on the DLQ", () -> plant.deadLetters() == 1);
        int ended = plant.watch.count();
        String name = plant.deadExecutions().iterator().next();
        plant.deployment()
                .engine()
                .redriveExecution(
                        plant.deployment()
                                        .stateMachineArn()
                                        .replace(":stateMachine:", ":execution:")
                                + ":"
                                + name);
        plant.await("it has ended", () -> plant.runningExecutions() == 0);
        assertEquals(ended, plant.watch.count(), "the same execution");
    }

    /// As after a kill of everything but the database.
    private void loseARequest() throws Exception {
        request("2026-11-20");
        plant.execute(
                "update tray_requests set status = 'PROCESSING' where service_date = '2026-11-20'");
        plant.open(plant.opening().plus(Duration.ofMinutes(11)), true);
        assertEquals(
                List.of("2"),
                plant.rows(
                        "select attempt from tray_requests where service_date = '2026-11-20'"
                                + " and source = 'ON_DEMAND'"));
    }
}
