package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.local.Plant;

/// Far more is asked for at once than can be done.
class BackpressureIT {
    private static final int MESSAGES = 20_000;

    /// Enough under way for the starter to pause, and the batches of ten that its eight pollers may
    /// have taken before they saw it.
    private static final int MOST_UNDER_WAY = 24 + 8 * 10;

    private static final String CONNECTIONS =
            """
            select application_name, count(*) from pg_stat_activity
            where backend_type = 'client backend' and application_name <> 'test'
            group by 1""";

    @Test
    void twentyThousandMessagesWaitInTheQueueAndNotInMemory(@TempDir Path folder) throws Exception {
        try (Ward ward = new Ward(folder, FaultyFunction.in(Ward.DIVERTED))) {
            LocalDate day = Ward.day(1);
            ward.open(day);
            List<String> sent = ward.diverted();
            CountDownLatch gate = new CountDownLatch(1);
            FaultyFunction.holdAll(gate);
            ward.plant.askAll(attempts(sent));

            ward.plant.await("enough is under way", () -> ward.plant.runningExecutions() >= 24);
            int most = 0;
            for (int i = 0; i < 50; i++) {
                most = Math.max(most, ward.plant.runningExecutions());
                assertTrue(ward.plant.waiting() >= MESSAGES - MOST_UNDER_WAY, "not in the queue");
            }
            gate.countDown();
            int before = ward.plant.ended();
            while (ward.plant.ended() < before + 400) {
                most = Math.max(most, ward.plant.runningExecutions());
                assertConnectionsStayWithinTheirNumber(ward.plant);
            }
            assertTrue(most <= MOST_UNDER_WAY, most + " executions at once");

            ward.plant.purgeTrayRequests();
            ward.plant.askAll(sent);
            ward.settle(day);
            ward.check(day);
            assertEquals(0, ward.plant.deadLetters(), "messages on the DLQ");
        } finally {
            FaultyFunction.holdAll(new CountDownLatch(0));
        }
    }

    /// Every message an attempt of its own, and so an execution of its own.
    private static List<String> attempts(List<String> sent) {
        List<String> messages = new ArrayList<>();
        for (int attempt = 2; messages.size() < MESSAGES; attempt++) {
            String number = "\"attempt\":" + attempt;
            sent.forEach(body -> messages.add(body.replace("\"attempt\":1", number)));
        }
        return messages.subList(0, MESSAGES);
    }

    private static void assertConnectionsStayWithinTheirNumber(Plant plant) {
        for (String row : plant.rows(CONNECTIONS)) {
            int connections = Integer.parseInt(row.substring(row.indexOf('|') + 1));
            assertTrue(connections <= Plant.functionConcurrency(), row);
        }
    }
}
