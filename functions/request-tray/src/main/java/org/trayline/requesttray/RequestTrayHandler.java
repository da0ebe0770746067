package org.trayline.requesttray;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.trayline.api.ApiFunction;
import org.trayline.api.Role;
import org.trayline.api.Route;
import org.trayline.kit.Settings;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.meal.order.StoreUnavailable;

/// The Lambda behind the part of the API that asks for trays.
public final class RequestTrayHandler extends ApiFunction implements AutoCloseable {
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
                        Route.post("/tray-requests", CARE, wiring.requestTray()::answer),
                        Route.post(ORDER + "/cancel", WARD, wiring.acts()::cancel),
                        Route.post(ORDER + "/release", DIETITIAN, wiring.acts()::release),
                        Route.post(ORDER + "/replace", WARD, wiring.acts()::replace)));
        this.wiring = wiring;
    }

    @Override
    public void close() {
        wiring.recipes().close();
    }
}
