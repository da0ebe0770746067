package org.trayline.traystatus;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.Parameters;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.status.KitchenOrders;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.OrderFilter;
import org.trayline.meal.status.OrderPage;
import org.trayline.meal.status.OrderPlace;
import org.trayline.meal.status.OrderRow;

/// The tray orders of a meal, in the order of the trayline, page by page.
final class OrderList {
    private static final int MOST = 1000;
    private static final int USUAL = 200;

    record Answer(
            int schemaVersion,
            FacilityId facilityId,
            ZoneId timeZone,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            List<OrderRow> trayOrders,
            @Nullable String nextCursor) {}

    private final KitchenOrders orders;
    private final Facilities facilities;

    OrderList(KitchenOrders orders, Facilities facilities) {
        this.orders = orders;
        this.facilities = facilities;
    }

    ApiAnswer answer(Parameters parameters) {
        MealQuestion question = MealQuestion.of(parameters);
        var status = parameters.optional("status", TrayOrderStatus.class);
        var unit = parameters.optional("unit", text -> text, "must be a text");
        var limit = parameters.optionalNumber("limit", 1, MOST);
        var cursor = Cursor.parameter(parameters, OrderPlace.class);
        parameters.check();
        Facility facility = question.facility(parameters, facilities);
        Meal meal = question.meal(facility);
        OrderPage page =
                orders.page(
                        meal,
                        new OrderFilter(status.orNull(), unit.orNull()),
                        cursor.orNull(),
                        limit.orElse(USUAL));
        OrderPlace next = page.next();
        return ApiAnswer.ok(
                new Answer(
                        Versioned.KNOWN,
                        meal.facilityId(),
                        facility.zone(),
                        meal.serviceDate(),
                        meal.mealPeriod(),
                        page.orders(),
                        next == null ? null : Cursor.write(next)));
    }
}
