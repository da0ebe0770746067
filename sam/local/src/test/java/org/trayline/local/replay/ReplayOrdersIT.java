package org.trayline.local.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.replayorders.Filter;
import org.trayline.replayorders.Listing;
import org.trayline.replayorders.Plan;
import org.trayline.replayorders.Progress;
import org.trayline.replayorders.ReplayOrders;
import org.trayline.replayorders.Replayed;
import org.trayline.replayorders.Shown;
import org.trayline.replayorders.Stranded;

/// Replay Orders on real queues and executions that really failed.
class ReplayOrdersIT {
    private static final Plan ALL = new Plan(Filter.ALL, false, false, 100, null, 30);

    private final Wreck wreck;
    private final ReplayOrders orders;

    ReplayOrdersIT() throws IOException {
        wreck = new Wreck();
        orders = wreck.replayOrders();
    }

    @AfterEach
    void close() {
        wreck.close();
    }

    private Listing list(Filter filter) {
        return orders.list(filter, Instant.now(), Progress.SILENT);
    }

    private Replayed replay(Plan plan) {
        return orders.replay(plan, Instant.now(), Progress.SILENT);
    }

    /// Per row: what was done and what it came to.
    private static List<String> told(Replayed replayed) {
        return replayed.rows().stream()
                .map(row -> (row.fate().code() + " " + row.end().code()).strip())
                .toList();
    }

    private static List<String> ids(Listing listing) {
        return listing.stranded().stream().map(Stranded::id).toList();
    }

    private static Filter state(String state) {
        return new Filter(null, null, state, null, null, null, null);
    }

    private static Filter unit(String unit) {
        return new Filter(null, null, null, unit, null, null, null);
    }

    @Test
    void listsByStateAndErrorWithTheOldestGroupFirst() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.broken.add("check");
        wreck.run(2, 1, "LUNCH");
        wreck.run(3, 1, "DINNER");
        wreck.bury("{}", Map.of("error", "org.trayline.kit.MessageMalformed", "reason", "bad"));

        Listing listing = list(Filter.ALL);

        assertEquals(
                List.of("FAILED Create Order 1", "FAILED Check Eligibility 2", "MALFORMED bad 1"),
                listing.groups().stream()
                        .map(
                                group ->
                                        "%s %s %d"
                                                .formatted(
                                                        group.kind(), group.state(), group.count()))
                        .toList());
        assertEquals(Wreck.UNAVAILABLE, listing.groups().getFirst().error());
        assertEquals("4 West", listing.stranded().getFirst().unit());
        assertEquals(4, wreck.deadLetters());
        assertEquals(4, list(Filter.ALL).stranded().size(), "a list gives back what it looked at");
        assertEquals(3, wreck.failuresForTheLedger());
    }

    @Test
    void whatIsNotKnownOfOneMatchesNoFilter() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.unit("5 East");
        wreck.run(2, 1, "DINNER");
        wreck.broken.add("check");
        wreck.run(3, 1, "DINNER");

        assertEquals(List.of(Wreck.requestId(1) + "-1"), ids(list(unit("4 West"))));
        assertEquals(1, list(unit("4 West")).unitUnknown());
        assertEquals(List.of(Wreck.requestId(3) + "-1"), ids(list(state("Check Eligibility"))));
        assertEquals(
                2,
                list(new Filter(null, null, null, null, MealPeriod.DINNER, null, null))
                        .stranded()
                        .size());
        assertEquals(
                3,
                list(new Filter(null, "StoreUnavailable", null, null, null, null, 1))
                        .stranded()
                        .size());
        assertEquals(
                List.of(),
                ids(list(new Filter(null, "Unavailable", null, null, null, null, null))));
        assertEquals(List.of(), ids(list(new Filter(null, null, null, null, null, 1, null))));
    }

    @Test
    void goesOnFromTheStateThatFailed() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.broken.clear();

        assertEquals(List.of("REDRIVEN PLACED"), told(replay(ALL)));
        assertEquals(List.of("check", "create", "create"), wreck.calls);
        assertEquals(0, wreck.deadLetters());
        assertEquals(List.of(), told(replay(ALL)));
    }

    @Test
    void whatFailsAgainIsOnTheDlqOnceAndTold() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");

        Replayed replayed = replay(ALL);

        assertEquals(List.of("REDRIVEN FAILED_AGAIN"), told(replayed));
        assertEquals(1, replayed.failed());
        assertEquals(1, wreck.deadLetters());
        assertEquals(2, list(Filter.ALL).stranded().getFirst().attempts());
    }

    @Test
    void startsAnewWhatFailedMoreThanFourteenDaysAgo() throws InterruptedException, IOException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.broken.clear();
        wreck.pass(Duration.ofDays(14).plusSeconds(1));

        Replayed replayed = replay(ALL);

        assertEquals(List.of("STARTED_ANEW PLACED"), told(replayed));
        assertEquals(
                "Execution redrivable period exceeded", replayed.rows().getFirst().fate().detail());
        assertEquals(2, wreck.input(1, 2).path("attempt").asInt());
        assertEquals("REPLAY", wreck.input(1, 2).path("source").asText());
        assertEquals("p1", wreck.input(1, 2).path("patientId").asText());
        assertEquals(0, wreck.deadLetters());
    }

    @Test
    void startsAnewWhereTheOperatorSaysSo() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.broken.clear();

        assertEquals(
                List.of("STARTED_ANEW PLACED"),
                told(replay(new Plan(Filter.ALL, false, true, 100, null, 30))));
        assertEquals(0, wreck.redrives(1, 1));
        assertEquals(List.of("check", "create", "check", "create"), wreck.calls);
    }

    @Test
    void whatWasNeverStartedGoesBackToTheQueueOfTrayRequests() {
        wreck.bury(Wreck.request(1, 1, "LUNCH"), Map.of());

        assertEquals(
                List.of("SENT_BACK OPEN"),
                told(replay(new Plan(Filter.ALL, false, false, 100, null, 0))));
        assertEquals(
                List.of(
                        Wreck.request(1, 1, "LUNCH")
                                .replace("SCHEDULED", "REPLAY")
                                .replace("}", ",\"replacesTrayOrderId\":null}")),
                wreck.trayRequests());
        assertEquals(0, wreck.deadLetters());
    }

    @Test
    void whatIsMalformedStaysWithItsReason() {
        wreck.bury("{\"name\":\"J\"}", Map.of());

        Replayed replayed = replay(ALL);

        assertEquals(List.of("MALFORMED"), told(replayed));
        assertEquals(1, replayed.failed());
        assertEquals(1, wreck.deadLetters());
    }

    /// A replay that ended between the redrive and the deletion.
    @Test
    void whatWasReplayedButNotDeletedIsNotReplayedTwice() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.broken.clear();
        wreck.redriveOnly(1, 1);

        assertEquals(Stranded.Kind.SETTLED, list(Filter.ALL).stranded().getFirst().kind());
        assertEquals(List.of("WAS_SETTLED PLACED"), told(replay(ALL)));
        assertEquals(1, wreck.redrives(1, 1));
        assertEquals(0, wreck.deadLetters());
    }

    @Test
    void whatALaterAttemptSettledIsOnlyDeleted() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.broken.clear();
        wreck.run(1, 2, "LUNCH");

        assertEquals(List.of("WAS_SETTLED PLACED"), told(replay(ALL)));
        assertEquals(0, wreck.redrives(1, 1));
        assertEquals(0, wreck.deadLetters());
    }

    @Test
    void severalMessagesOfOneRequestAreOneCase() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.run(1, 2, "LUNCH");
        wreck.bury(Wreck.request(1, 2, "LUNCH"), Map.of("error", "AttemptsExhausted"));
        assertEquals(3, list(Filter.ALL).stranded().getFirst().messages());
        wreck.broken.clear();

        assertEquals(List.of("REDRIVEN PLACED"), told(replay(ALL)));
        assertEquals(0, wreck.redrives(1, 1));
        assertEquals(1, wreck.redrives(1, 2));
        assertEquals(0, wreck.deadLetters());
    }

    @Test
    void poisonStaysMarkedUntilItIsStartedAnew() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        replay(ALL);
        replay(ALL);
        assertTrue(list(Filter.ALL).stranded().getFirst().poison());
        assertEquals(List.of("POISON"), told(replay(ALL)));
        assertEquals(2, wreck.redrives(1, 1));
        assertEquals(1, wreck.deadLetters());

        wreck.broken.clear();
        assertEquals(
                List.of("STARTED_ANEW PLACED"),
                told(replay(new Plan(Filter.ALL, false, true, 100, null, 30))));
        assertEquals(0, wreck.deadLetters());
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");
        wreck.bury(Wreck.request(2, 1, "LUNCH"), Map.of());

        assertEquals(
                List.of("REDRIVEN", "SENT_BACK"),
                told(replay(new Plan(Filter.ALL, true, false, 100, null, 30))));
        assertEquals(0, wreck.redrives(1, 1));
        assertEquals(List.of(), wreck.trayRequests());
        assertEquals(2, wreck.deadLetters());
    }

    @Test
    void replaysTheOldestUpToAMaximumAtARate() throws InterruptedException {
        wreck.broken.add("create");
        for (int i = 1; i <= 4; i++) {
            wreck.run(i, 1, "LUNCH");
        }
        wreck.broken.clear();
        long start = System.nanoTime();

        Replayed replayed = replay(new Plan(Filter.ALL, false, false, 5, 3, 30));

        assertTrue(System.nanoTime() - start >= 600_000_000, "three at five a second");
        assertEquals(
                List.of(
                        Wreck.requestId(1) + "-1",
                        Wreck.requestId(2) + "-1",
                        Wreck.requestId(3) + "-1"),
                replayed.rows().stream().map(row -> row.stranded().id()).toList());
        assertEquals(1, wreck.deadLetters());
    }

    @Test
    void showsWhatOneWentThrough() throws InterruptedException {
        wreck.broken.add("create");
        wreck.run(1, 1, "LUNCH");

        Shown shown = orders.show(Wreck.requestId(1) + "-1", Progress.SILENT).orElseThrow();

        assertEquals("ExecutionStarted", shown.steps().getFirst().type());
        assertEquals("ExecutionFailed", shown.steps().getLast().type());
        assertTrue(
                shown.steps().stream().anyMatch(step -> step.state().equals("Check Eligibility")));
        assertTrue(orders.show("another", Progress.SILENT).isEmpty());
    }
}
