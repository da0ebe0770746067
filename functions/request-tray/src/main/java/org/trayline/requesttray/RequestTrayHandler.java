package org.trayline.requesttray;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.api.ApiFunction;
import org.trayline.api.Role;
import org.trayline.api.Route;
import org.trayline.cache.RedisRecipeCatalog;
import org.trayline.kit.Settings;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.queue.SqsQueue;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresDuePatients;
import org.trayline.store.PostgresOnDemandRequests;
import org.trayline.store.PostgresRecipeCatalog;
import org.trayline.store.PostgresTrayOrderActs;
import org.trayline.store.PostgresTrayStatus;

/// The Lambda behind the part of the API that asks for trays.
public final class RequestTrayHandler extends ApiFunction implements AutoCloseable {
    private static final String QUEUE = "TRAY_REQUESTS_QUEUE_URL";
    private static final String CACHE = "CACHE_URI";
    private static final String ORDER = "/tray-orders/{trayOrderId}";
    private static final Set<Role> DIETITIAN = EnumSet.of(Role.DIETITIAN);
    private static final Set<Role> WARD = EnumSet.of(Role.NURSING, Role.DIETITIAN);
    private static final Set<Role> CARE =
            EnumSet.of(Role.INTEGRATION, Role.NURSING, Role.DIETITIAN);

    private final Wiring wiring;

    public RequestTrayHandler() {
        this(Settings.ofProcess());
    }

    public RequestTrayHandler(Settings settings) {
        this(Wiring.of(settings));
    }

    private RequestTrayHandler(Wiring wiring) {
        super(
                Set.of(StoreUnavailable.class, QueueUnavailable.class),
                List.of(
                        Route.post("/tray-requests", CARE, wiring.requestTray::answer),
                        Route.post(ORDER + "/cancel", WARD, wiring.acts::cancel),
                        Route.post(ORDER + "/release", DIETITIAN, wiring.acts::release),
                        Route.post(ORDER + "/replace", WARD, wiring.acts::replace)));
        this.wiring = wiring;
    }

    /// What it needs of the world.
    private record Wiring(RedisRecipeCatalog recipes, RequestTray requestTray, Acts acts) {
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
                    new RequestTray(
                            patients, new PostgresOnDemandRequests(postgres), queue, choice),
                    new Acts(
                            new PostgresTrayStatus(postgres),
                            new PostgresTrayOrderActs(postgres),
                            patients,
                            queue,
                            choice));
        }
    }

    @Override
    public void close() {
        wiring.recipes.close();
    }
}
