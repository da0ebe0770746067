package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandIT {
    private static final String OPEN =
            "select count(*) from tray_requests where status in ('PENDING', 'PROCESSING')";

    @TempDir Path folder;

    /// Lunch for the demo hospital; PostgreSQL is stopped in its midst for longer than the retries
    /// last, and started again.
    @Test
    void whatFailedWhileTheDatabaseWasAwayIsReplayedAndEveryPatientEndsOnce() throws Exception {
        try (Plant plant = new Plant(folder, Runs.project().resolve("schema/demo"))) {
            plant.open(plant.opening(), false);
            plant.await("some executions end", () -> plant.watch.count() >= 30);
            plant.stopPostgres();
            plant.await("all executions end", () -> plant.watch.count() == 300);
            plant.startPostgres();
            plant.await("the ledger learns of it", () -> plant.rows(OPEN).equals(List.of("0")));

            // Of each patient there is an outcome or a message of the DLQ.
            Set<String> failed = new TreeSet<>(plant.watch.errors().keySet());
            assertTrue(failed.size() > 100, () -> "executions that failed: " + failed.size());
            assertEquals(failed, plant.deadExecutions());
            assertEquals(failed.size(), plant.deadLetters(), "one message each");
            List<String> lost =
                    plant.rows(
                            "select request_id || '-' || attempt from tray_requests where status"
                                    + " <> 'COMPLETED'");
            assertTrue(failed.containsAll(lost), "who has no outcome has a message");

            JsonNode listed = plant.command("replay list --json").json();
            int count = 0;
            for (JsonNode group : listed.path("groups")) {
                assertEquals(
                        "org.trayline.meal.order.StoreUnavailable", group.path("error").asText());
                count += group.path("count").asInt();
            }
            assertEquals(failed.size(), count);

            Runs.Run dry = plant.command("replay replay --dry-run --json");
            assertEquals(failed.size(), dry.json().path("replayed").size());
            assertEquals(failed.size(), plant.deadLetters());

            Runs.Run few = plant.command("replay replay --max 5 --rate 100 --json");
            assertEquals(0, few.exitStatus(), few.err());
            assertEquals(5, few.json().path("replayed").size());
            assertEquals(failed.size() - 5, plant.deadLetters());

            Runs.Run rest = plant.command("replay replay --rate 200");
            assertEquals(0, rest.exitStatus(), rest.out() + rest.err());
            assertTrue(rest.out().lines().allMatch(line -> line.length() <= 100), rest.out());

            assertAll(
                    () -> assertEquals(0, plant.deadLetters()),
                    () ->
                            assertEquals(
                                    List.of("HELD|40", "NOT_NEEDED|8", "PLACED|237", "WITHHELD|15"),
                                    plant.rows(
                                            "select outcome, count(*) from tray_requests group by 1"
                                                    + " order by 1")),
                    () ->
                            assertEquals(
                                    List.of("HELD|40", "PLACED|237"),
                                    plant.rows(
                                            "select o.status, count(*) from tray_orders o join"
                                                    + " tray_requests using (request_id) group by 1"
                                                    + " order by 1")),
                    () ->
                            assertEquals(
                                    List.of(),
                                    plant.rows(
                                            "select patient_id from tray_orders where status <>"
                                                    + " 'CANCELLED' and service_date ="
                                                    + " '2026-11-20' and meal_period = 'LUNCH'"
                                                    + " group by 1 having count(*) > 1")));
            Runs.Run nothing = plant.command("replay list");
            assertEquals("nothing lies on the DLQ", nothing.out().strip());
        }
    }

    @Test
    void whereNothingRunsItSaysSo() {
        Runs.Run run = command("replay", "list", "--port-base", "1");
        assertEquals(2, run.exitStatus());
        assertEquals(
                "nothing answers at port 1: start sam/local/run, or give its --port-base",
                run.err().lines().reduce((a, b) -> b).orElseThrow());
    }

    @Test
    void whatCannotBeDoneIsRefusedByItsRule() {
        Runs.Run rate = command("replay", "replay", "--rate", "0");
        assertEquals(2, rate.exitStatus());
        assertTrue(rate.err().contains("perSecond is 0: must be from 1 to 1000"), rate.err());
        Runs.Run verb = command("replay");
        assertEquals(2, verb.exitStatus());
        assertTrue(verb.err().contains("say what to do: list, show or replay"), verb.err());
    }

    private static Runs.Run command(String... args) {
        return Runs.command(args);
    }
}
