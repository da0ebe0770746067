package org.trayline.requesttray;

import org.trayline.cache.RedisRecipeCatalog;
import org.trayline.kit.IamLogin;
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

    static Wiring of(Settings settings) {
        IamLogin login = new IamLogin(settings);
        PostgresConnection postgres =
                PostgresConnection.of(settings::require, login::databasePassword, "request-tray");
        RedisRecipeCatalog recipes =
                RedisRecipeCatalog.of(
                        settings::require,
                        login::cachePassword,
                        new PostgresRecipeCatalog(postgres));
        PostgresDuePatients patients = new PostgresDuePatients(postgres);
        RequestQueue queue = new RequestQueue(SqsQueue.at(settings.require(QUEUE)));
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
