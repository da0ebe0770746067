package org.trayline.traystatus;

import java.util.List;
import org.trayline.api.ApiFunction;
import org.trayline.api.Route;
import org.trayline.kit.Settings;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.status.TrayStatus;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresTrayStatus;

/// The Lambda behind the reading part of the API.
public final class TrayStatusHandler extends ApiFunction {

    public TrayStatusHandler() {
        this(Settings.ofProcess());
    }

    public TrayStatusHandler(Settings settings) {
        this(new PostgresTrayStatus(PostgresConnection.of(settings::require, "tray-status")));
    }

    TrayStatusHandler(TrayStatus trays) {
        super(StoreUnavailable.class, routes(trays));
    }

    private static List<Route> routes(TrayStatus trays) {
        Facilities facilities = new Facilities(trays);
        TrayList list = new TrayList(trays, facilities);
        OneTray one = new OneTray(trays, facilities);
        return List.of(
                Route.get("/health", new Health(trays)::answer),
                Route.get("/meal-periods", new MealPeriodList(trays, facilities)::answer),
                Route.get("/tray-requests", list::answer),
                Route.get("/tray-requests/{requestId}", one::ofRequest),
                Route.get("/tray-orders/{trayOrderId}", one::ofOrder));
    }
}
