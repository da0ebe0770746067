package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.meal.facility.MealPeriod;

/// SQS delivers at least once and in no order, and a meal period may be opened by two at once.
class QueueFaultIT {
    @TempDir static Path folder;
    private static Ward ward;

    @BeforeAll
    static void start() throws Exception {
        ward = new Ward(folder, Ward.DIVERTED);
    }

    @AfterAll
    static void stop() throws Exception {
        ward.close();
    }

    /// Gives the queue what an opening has sent, and waits for what comes of it.
    ///
    /// @return how many executions ended
    private static int deliver(LocalDate day, List<String> messages) throws Exception {
        int before = ward.plant.ended();
        ward.plant.askAll(messages);
        ward.settle(day);
        ward.check(day);
        assertEquals(0, ward.plant.deadLetters(), "messages on the DLQ");
        return ward.plant.ended() - before;
    }

    @Test
    void everyMessageTwiceAndInNoOrder() throws Exception {
        LocalDate day = Ward.day(1);
        ward.open(day);
        List<String> sent = ward.diverted();
        List<String> messages = new ArrayList<>(sent);
        messages.addAll(sent);
        Collections.shuffle(messages, new Random(20261120));

        assertEquals(sent.size(), deliver(day, messages), "executions");
    }

    /// @param resendAll as two runs that both believe that the queues were lost
    @ParameterizedTest(name = "resendAll {0}")
    @ValueSource(booleans = {false, true})
    void twoOpeningsOfTheSameMealAtOnce(boolean resendAll) throws Exception {
        LocalDate day = Ward.day(resendAll ? 3 : 2);
        // Both have their functions and connections before it counts.
        atOnce(Ward.day(resendAll ? 5 : 4), false);
        ward.diverted();

        atOnce(day, resendAll);
        List<String> sent = ward.diverted();
        int executions = deliver(day, sent);

        int due = ward.aftermath(day).due().size();
        assertTrue(sent.size() >= due && executions <= sent.size(), sent.size() + " messages");
        assertTrue(resendAll || executions == due, executions + " executions");
    }

    private static void atOnce(LocalDate day, boolean resendAll) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Integer> opening =
                () -> {
                    start.await();
                    return ward.plant
                            .open(ward.plant.now(), day, MealPeriod.LUNCH, resendAll)
                            .at("/opened/0/due")
                            .asInt();
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> one = threads.submit(opening);
            Future<Integer> other = threads.submit(opening);
            assertEquals(one.get(), other.get(), "due");
        }
    }
}
