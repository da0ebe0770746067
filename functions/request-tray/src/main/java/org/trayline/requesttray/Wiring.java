package org.trayline.requesttray;

import java.util.Map;
import org.trayline.cache.RedisRecipeCatalog;
import org.trayline.kit.Settings;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.queue.SqsQueue;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresDuePatients;
import org.trayline.store.PostgresOnDemandRequests;
import org.trayline.store.PostgresRecipeCatalog;
import org.trayline.store.PostgresTrayOrderActs;
import org.trayline.store.PostgresTrayStatus;

/// What it needs of the world.
record Wiring(RedisRecipeCatalog recipes, RequestTray requestTray, Acts acts) {
    private static final String QUEUE = "TRAY_REQUESTS_QUEUE_URL";
    private static final String CACHE = "CACHE_URI";

    static Wiring of(Settings settings) {
        PostgresConnection postgres = PostgresConnection.of(settings::require, "request-tray");
        Map<String, String> values = settings.require(CACHE, QUEUE);
        RedisRecipeCatalog recipes =
                new RedisRecipeCatalog(
                        values.getOrDefault(CACHE, ""), new PostgresRecipeCatalog(postgres));
        PostgresDuePatients patients = new PostgresDuePatients(postgres);
        RequestQueue queue = new RequestQueue(SqsQueue.at(values.getOrDefault(QUEUE, "")));
        Choice choice = new Choice(recipes, new TrayComposer());
        return new Wiring(
                recipes,
                new RequestTray(patients, new PostgresOnDemandRequests(postgres), queue, choice),
                new Acts(
                        new PostgresTrayStatus(postgres),
                        new PostgresTrayOrderActs(postgres),
                        patients,
                        queue,
                        choice));
    }
}
