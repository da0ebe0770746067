package org.trayline.traystatus;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.trayline.api.ApiFunction;
import org.trayline.api.Role;
import org.trayline.api.Route;
import org.trayline.kit.Settings;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.status.KitchenOrders;
import org.trayline.meal.status.TrayStatus;

/// The Lambda behind the reading part of the API.
public final class TrayStatusHandler extends ApiFunction implements AutoCloseable {
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final Set<Role> KITCHEN = EnumSet.of(Role.DIETITIAN, Role.KITCHEN);
    private static final Set<Role> CARE =
            EnumSet.of(Role.INTEGRATION, Role.NURSING, Role.DIETITIAN);

    private final Ports ports;

    public TrayStatusHandler() {
        this(Settings.ofProcess());
    }

    public TrayStatusHandler(Settings settings) {
        this(Ports.of(settings));
    }

    TrayStatusHandler(Ports ports) {
        super(Set.of(StoreUnavailable.class), routes(ports));
        this.ports = ports;
    }

    @Override
    public void close() {
        ports.closing().run();
    }

    private static List<Route> routes(Ports ports) {
        TrayStatus trays = ports.trays();
        KitchenOrders orders = ports.orders();
        Facilities facilities = new Facilities(trays);
        TrayList list = new TrayList(trays, facilities);
        OneTray one = new OneTray(trays, facilities);
        Tickets tickets =
                new Tickets(ports.tickets(), ports.patients(), ports.recipes(), facilities);
        return List.of(
                Route.get("/openapi.json", ALL, ApiDescription::answer),
                Route.get("/health", ALL, new Health(trays)::answer),
                Route.get("/meal-periods", ALL, new MealPeriodList(trays, facilities)::answer),
                Route.get("/tray-requests", CARE, list::answer),
                Route.get("/tray-requests/{requestId}", CARE, one::ofRequest),
                Route.get("/tray-orders", ALL, new OrderList(orders, facilities)::answer),
                Route.get("/tray-orders/{trayOrderId}", ALL, one::ofOrder),
                Route.get("/tallies", KITCHEN, new Tally(orders, facilities)::answer),
                Route.get("/tray-tickets", KITCHEN, tickets::answer));
    }
}
