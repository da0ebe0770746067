package org.trayline.revalidateorders;

import java.util.Map;
import org.trayline.kit.IamLogin;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.revalidation.Revalidation;
import org.trayline.queue.NoticeQueue;
import org.trayline.queue.SqsQueue;
import org.trayline.queue.TrayRequestQueue;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresRecipeCatalog;
import org.trayline.store.PostgresRevalidations;
import org.trayline.store.PostgresTrayRequests;

/// The Lambda that the schedule calls every minute.
public final class RevalidateOrdersHandler
        extends StepHandler<RevalidateOrders.Input, RevalidateOrders.Output> {
    private static final String TRAY_REQUESTS = "TRAY_REQUESTS_QUEUE_URL";
    private static final String NOTICES = "STAFF_NOTICES_QUEUE_URL";

    private final RevalidateOrders revalidateOrders;

    public RevalidateOrdersHandler() {
        this(Settings.ofProcess());
    }

    public RevalidateOrdersHandler(Settings settings) {
        super(RevalidateOrders.Input.class);
        var postgres =
                PostgresConnection.of(
                        settings::require,
                        new IamLogin(settings)::databasePassword,
                        "revalidate-orders");
        Map<String, String> values = settings.require(TRAY_REQUESTS, NOTICES);
        this.revalidateOrders =
                new RevalidateOrders(
                        new PostgresRevalidations(postgres),
                        new PostgresRecipeCatalog(postgres),
                        new Revalidation(new TrayComposer()),
                        new PostgresTrayRequests(postgres),
                        new TrayRequestQueue(SqsQueue.at(values.getOrDefault(TRAY_REQUESTS, ""))),
                        new NoticeQueue(SqsQueue.at(values.getOrDefault(NOTICES, ""))));
    }

    @Override
    protected RevalidateOrders.Output answer(RevalidateOrders.Input input, LogLine log) {
        RevalidateOrders.Output output = revalidateOrders.revalidate(input);
        log.outcome("DONE")
                .count("stand", output.stand())
                .count("cancelled", output.cancelled())
                .count("held", output.held())
                .count("recomposed", output.recomposed())
                .count("reevaluated", output.reevaluated());
        return output;
    }
}
