package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.local.Plant;

/// A function throws, hangs or answers garbage, the topic refuses, an event is lost.
class StepFaultIT {
    private static final int TIMES = 6;

    @TempDir static Path folder;
    private static Ward ward;
    private static int days;

    @BeforeAll
    static void start() throws Exception {
        ward = new Ward(folder, FaultyFunction.in(impatient(Ward.HURRIED)));
    }

    /// Functions have three seconds.
    private static Plant.Changes impatient(Plant.Changes changes) {
        return changes.template("Timeout: 20", "Timeout: 3");
    }

    @AfterAll
    static void stop() throws Exception {
        ward.close();
    }

    /// What the workflow retries passes by itself; what it does not lies on the DLQ with the
    /// reason, and a replay makes it good once the cause is gone. A redrive of a question goes on
    /// with the answer that it did not understand: that has to be asked for anew.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CheckEligibility, THROW_WHAT_MAY_PASS, false",
        "CheckEligibility, THROW_WHAT_STAYS, true",
        "CheckEligibility, HANG, false",
        "CheckEligibility, WORK_AND_THROW, false",
        "CheckEligibility, ANSWER_NOTHING, true",
        "ComposeMeal, ANSWER_GARBAGE, false",
        "ComposeMeal, ANSWER_NOTHING, true",
        "ComposeMeal, THROW_WHAT_STAYS, true",
        "CreateOrder, WORK_AND_THROW, false",
        "CreateOrder, WORK_AND_HANG, false",
        "CreateOrder, ANSWER_GARBAGE, false",
        "CreateOrder, ANSWER_NOTHING, true",
        "NotifyStaff, THROW_WHAT_MAY_PASS, false",
        "NotifyStaff, THROW_WHAT_STAYS, true",
        "NotifyStaff, WORK_AND_HANG, false"
    })
    void aFunctionThat(String state, FaultyFunction.Does does, boolean fails) throws Exception {
        LocalDate day = Ward.day(++days);
        FaultyFunction.next(TIMES, state, does);

        ward.open(day);
        ward.settle(day);
        ward.check(day);

        assertEquals(0, FaultyFunction.left(state), "calls that went right");
        assertEquals(fails ? TIMES : 0, ward.plant.deadLetters(), "messages on the DLQ");
        assertEquals(
                0,
                ward.plant.replayAll(does == FaultyFunction.Does.ANSWER_NOTHING),
                "failed again");
        ward.settle(day);
        ward.check(day);
        assertEquals(0, ward.plant.deadLetters(), "messages on the DLQ after the replay");
    }

    @Test
    void theTopicRefusesForAMinute() throws Exception {
        ward.serve(
                Ward.day(++days),
                () -> {
                    ward.plant.stopTopic();
                    Thread.sleep(60_000 / HurriedClock.TIMES);
                    ward.plant.startTopic();
                });
        assertEquals(0, ward.plant.deadLetters(), "messages on the DLQ");
    }

    /// The ledger says that they are under way, and they are not: the sweep asks for them again,
    /// and in the end puts on the DLQ what it gives up.
    @Test
    void theEventOfAFailureNeverComes(@TempDir Path other) throws Exception {
        Plant.Changes deaf =
                FaultyFunction.in(Ward.HURRIED)
                        .template("status: [FAILED, TIMED_OUT, ABORTED]", "status: [UNHEARD_OF]");
        stop();
        try (Ward unheard = new Ward(other, deaf)) {
            LocalDate day = Ward.day(0);
            Instant opening = unheard.plant.opening();
            FaultyFunction.next(TIMES, "CheckEligibility", FaultyFunction.Does.THROW_WHAT_STAYS);
            unheard.open(day);
            unheard.plant.await("all have ended", unheard.plant::isIdle);
            assertEquals(TIMES, forgotten(unheard, day), "forgotten until the sweep");

            unheard.plant.open(opening.plus(Duration.ofMinutes(15)), true);
            unheard.settle(day);
            unheard.check(day);
            assertEquals(0, unheard.plant.deadLetters(), "messages on the DLQ");

            FaultyFunction.next(1_000, "ComposeMeal", FaultyFunction.Does.THROW_WHAT_STAYS);
            unheard.plant.execute("delete from tray_order_items");
            unheard.plant.execute("delete from tray_order_hold_reasons");
            unheard.plant.execute("delete from tray_orders");
            unheard.plant.execute("delete from tray_requests");
            unheard.open(day);
            for (int minutes = 15; minutes <= 60; minutes += 15) {
                unheard.plant.await("all have ended", unheard.plant::isIdle);
                unheard.plant.open(opening.plus(Duration.ofMinutes(minutes)), true);
            }
            unheard.plant.await("all have ended", unheard.plant::isIdle);
            unheard.check(day);
            assertTrue(unheard.plant.deadLetters() > 0, "nothing lies on the DLQ");
        } finally {
            FaultyFunction.next(0, "ComposeMeal", FaultyFunction.Does.THROW_WHAT_STAYS);
            ward = new Ward(folder.resolve("again"), FaultyFunction.in(impatient(Ward.HURRIED)));
        }
    }

    private static long forgotten(Ward ward, LocalDate day) throws Exception {
        return ward.aftermath(day).wrongs().stream()
                .filter(wrong -> wrong.contains("was forgotten"))
                .count();
    }
}
