package org.trayline.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.trayline.local.meal.Meal;
import org.trayline.local.services.LocalPostgres;

/// The comparator of the benchmark: a meal's tray orders inserted again, for the day after, by
/// plain pgjdbc; one statement and one commit per order, as many connections as a function has.
final class RawInsert {
    private static final String INSERT =
            """
            with placed as (
                insert into tray_orders
                    (facility_id, id, patient_id, service_date, meal_period, status)
                values (?, ?, ?, ?, ?, 'PLACED') returning facility_id, id)
            insert into tray_order_items (facility_id, tray_order_id, slot, recipe_id)
            select placed.facility_id, placed.id, item.slot, item.recipe_id
            from placed, unnest(?::text[], ?::text[]) as item (slot, recipe_id)""";

    private record Order(String patientId, List<String> slots, List<String> recipeIds) {}

    private RawInsert() {}

    static double ordersPerSecond(LocalPostgres postgres, Meal meal)
            throws SQLException, InterruptedException {
        List<Order> orders = orders(postgres, meal);
        int lanes = Deployment.FUNCTION_CONCURRENCY;
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
            long start = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                int first = lane;
                done.add(
                        threads.submit(
                                () -> {
                                    insert(postgres, meal, orders, first, lanes);
                                    return null;
                                }));
            }
            for (Future<?> lane : done) {
                lane.get();
            }
            return orders.size() / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new SQLException(e);
        }
    }

    private static List<Order> orders(LocalPostgres postgres, Meal meal) throws SQLException {
        try (Connection connection = postgres.connect("benchmark");
                PreparedStatement query =
                        connection.prepareStatement(
                                """
                                select o.patient_id, array_agg(i.slot), array_agg(i.recipe_id::text)
                                from tray_orders o
                                join tray_order_items i
                                    on (i.facility_id, i.tray_order_id) = (o.facility_id, o.id)
                                where o.facility_id = ? and o.service_date = ?
                                    and o.meal_period = ?
                                group by o.patient_id""")) {
            query.setString(1, meal.facilityId().value());
            query.setObject(2, meal.serviceDate());
            query.setString(3, meal.mealPeriod().name());
            List<Order> orders = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    orders.add(
                            new Order(
                                    row.getString(1),
                                    List.of((String[]) row.getArray(2).getArray()),
                                    List.of((String[]) row.getArray(3).getArray())));
                }
            }
            return orders;
        }
    }

    private static void insert(
            LocalPostgres postgres, Meal meal, List<Order> orders, int first, int step)
            throws SQLException {
        try (Connection connection = postgres.connect("benchmark");
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = first; i < orders.size(); i += step) {
                Order order = orders.get(i);
                insert.setString(1, meal.facilityId().value());
                insert.setString(2, "raw-" + i);
                insert.setString(3, order.patientId());
                insert.setObject(4, meal.serviceDate().plusDays(1));
                insert.setString(5, meal.mealPeriod().name());
                insert.setArray(6, connection.createArrayOf("text", order.slots().toArray()));
                insert.setArray(7, connection.createArrayOf("text", order.recipeIds().toArray()));
                insert.executeUpdate();
            }
        }
    }
}
