package org.trayline.traystatus;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.trayline.api.ApiFunction;
import org.trayline.api.Role;
import org.trayline.api.Route;
import org.trayline.cache.RedisRecipeCatalog;
import org.trayline.kit.Settings;
import org.trayline.meal.eligibility.PatientRecords;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.recipe.RecipeCatalog;
import org.trayline.meal.status.KitchenOrders;
import org.trayline.meal.status.TrayStatus;
import org.trayline.meal.ticket.TicketTrays;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresDuePatients;
import org.trayline.store.PostgresKitchenOrders;
import org.trayline.store.PostgresRecipeCatalog;
import org.trayline.store.PostgresTicketTrays;
import org.trayline.store.PostgresTrayStatus;

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

    /// What it asks.
    ///
    /// @param closing of what it holds open
    record Ports(
            TrayStatus trays,
            KitchenOrders orders,
            TicketTrays tickets,
            PatientRecords patients,
            RecipeCatalog recipes,
            Runnable closing) {
        static Ports of(Settings settings) {
            var postgres = PostgresConnection.of(settings::require, "tray-status");
            var recipes =
                    new RedisRecipeCatalog(
                            settings.require("CACHE_URI"), new PostgresRecipeCatalog(postgres));
            return new Ports(
                    new PostgresTrayStatus(postgres),
                    new PostgresKitchenOrders(postgres),
                    new PostgresTicketTrays(postgres),
                    new PostgresDuePatients(postgres),
                    recipes,
                    recipes::close);
        }
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
