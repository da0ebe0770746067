package org.trayline.openmealperiod;

import java.util.Map;
import org.trayline.kit.IamLogin;
import org.trayline.kit.Settings;
import org.trayline.meal.order.TrayRequests;
import org.trayline.queue.NoticeQueue;
import org.trayline.queue.SqsQueue;
import org.trayline.queue.TrayRequestQueue;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresDuePatients;
import org.trayline.store.PostgresHeldOrders;
import org.trayline.store.PostgresKitchenOrders;
import org.trayline.store.PostgresMealSummaries;
import org.trayline.store.PostgresTrayOrders;
import org.trayline.store.PostgresTrayRequests;
import org.trayline.store.PostgresUnfinishedRequests;

/// The ports of this function, over PostgreSQL and SQS.
final class Wiring {
    private static final String TRAY_REQUESTS = "TRAY_REQUESTS_QUEUE_URL";
    private static final String DEAD_LETTERS = "DEAD_LETTER_QUEUE_URL";
    private static final String NOTICES = "STAFF_NOTICES_QUEUE_URL";
    private static final String MAX_ATTEMPTS = "MAX_ATTEMPTS";

    private Wiring() {}

    static OpenMealPeriod of(Settings settings) {
        PostgresConnection postgres =
                PostgresConnection.of(
                        settings::require,
                        new IamLogin(settings)::databasePassword,
                        "open-meal-period");
        Map<String, String> values =
                settings.require(TRAY_REQUESTS, DEAD_LETTERS, NOTICES, MAX_ATTEMPTS);
        TrayRequests ledger = new PostgresTrayRequests(postgres);
        PostgresHeldOrders held = new PostgresHeldOrders(postgres);
        NoticeQueue notices = new NoticeQueue(SqsQueue.at(values.getOrDefault(NOTICES, "")));
        return new OpenMealPeriod(
                ledger,
                new TrayRequestQueue(SqsQueue.at(values.getOrDefault(TRAY_REQUESTS, ""))),
                values.getOrDefault(MAX_ATTEMPTS, ""),
                new GivenUp(ledger, SqsQueue.at(values.getOrDefault(DEAD_LETTERS, ""))),
                new LateRequests(
                        new PostgresUnfinishedRequests(postgres),
                        new PostgresDuePatients(postgres),
                        ledger,
                        new PostgresTrayOrders(postgres),
                        held,
                        notices),
                new HoldReminders(held, notices),
                new CutOffSummaries(
                        new PostgresMealSummaries(postgres),
                        new PostgresKitchenOrders(postgres),
                        notices));
    }
}
