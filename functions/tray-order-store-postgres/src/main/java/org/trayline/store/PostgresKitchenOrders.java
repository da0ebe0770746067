package org.trayline.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.status.BedState;
import org.trayline.meal.status.KitchenOrders;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.OrderFilter;
import org.trayline.meal.status.OrderPage;
import org.trayline.meal.status.OrderPlace;
import org.trayline.meal.status.TallyLine;

/// The orders of a meal, one statement per question.
public final class PostgresKitchenOrders implements KitchenOrders {
    private final PostgresConnection postgres;

    public PostgresKitchenOrders(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public OrderPage page(Meal meal, OrderFilter filter, @Nullable OrderPlace after, int limit) {
        return postgres.call(sql -> MealOrdersQuery.page(sql, meal, filter, after, limit));
    }

    @Override
    public List<TallyLine> tally(Meal meal) {
        return postgres.call(sql -> TallyQuery.lines(sql, meal));
    }

    @Override
    public List<BedState> beds(Meal meal, Instant servesAt) {
        return postgres.call(sql -> TallyQuery.beds(sql, meal, servesAt));
    }
}
