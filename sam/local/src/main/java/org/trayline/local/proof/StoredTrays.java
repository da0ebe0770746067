package org.trayline.local.proof;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.recipe.RecipeId;

/// Reads tray orders with their proofs.
public final class StoredTrays {
    private static final int AT_A_TIME = 200;

    /// By catalogue, so that each has to be read once.
    private static final String MATCHING =
            """
            from tray_orders o
            where (?::text[] is null or o.id = any(?::text[]))
                and (?::date is null or o.service_date = ?::date)
                and (?::text is null or o.meal_period = ?::text)
                and (o.proof is not null or ?::text[] is not null)
            """;

    private static final String COLUMNS =
            """
            select o.facility_id, o.id, o.service_date, o.meal_period, o.status, o.flags, o.proof,
                   array(select r.reason::text from tray_order_hold_reasons r
                         where r.facility_id = o.facility_id and r.tray_order_id = o.id
                         order by r.reason) as reasons,
                   array(select i.slot from tray_order_items i
                         where i.facility_id = o.facility_id and i.tray_order_id = o.id
                         order by i.slot) as slots,
                   array(select i.recipe_id::text from tray_order_items i
                         where i.facility_id = o.facility_id and i.tray_order_id = o.id
                         order by i.slot) as recipes
            """;

    private static final String ORDER =
            "order by o.facility_id, o.catalog_version, o.service_date," + " o.meal_period, o.id";

    private final Connection connection;

    /// @param connection whose transactions are this one's from now on
    public StoredTrays(Connection connection) {
        this.connection = connection;
    }

    /// Which tray orders: all of these conditions hold.
    ///
    /// @param ids null = any, but only those with a proof
    /// @param serviceDate null = any
    /// @param mealPeriod null = any
    public record Selection(
            @Nullable List<String> ids,
            @Nullable LocalDate serviceDate,
            @Nullable MealPeriod mealPeriod) {}

    public int count(Selection selection) throws SQLException {
        try (PreparedStatement query = prepare("select count(*) ", selection, "");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /// Reads them one by one, however many there are.
    public void forEach(Selection selection, Consumer<StoredTray> each) throws SQLException {
        // The driver reads by portions only inside a transaction.
        connection.setAutoCommit(false);
        try (PreparedStatement query = prepare(COLUMNS, selection, ORDER)) {
            query.setFetchSize(AT_A_TIME);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    each.accept(tray(row));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    public Optional<StoredTray> find(TrayOrderId id) throws SQLException {
        List<StoredTray> found = new ArrayList<>();
        forEach(new Selection(List.of(id.value()), null, null), found::add);
        return found.stream().findFirst();
    }

    private PreparedStatement prepare(String columns, Selection selection, String order)
            throws SQLException {
        PreparedStatement query = connection.prepareStatement(columns + MATCHING + order);
        List<String> ids = selection.ids();
        Array array = ids == null ? null : connection.createArrayOf("text", ids.toArray());
        MealPeriod meal = selection.mealPeriod();
        query.setArray(1, array);
        query.setArray(2, array);
        query.setObject(3, selection.serviceDate());
        query.setObject(4, selection.serviceDate());
        query.setString(5, meal == null ? null : meal.name());
        query.setString(6, meal == null ? null : meal.name());
        query.setArray(7, array);
        return query;
    }

    private static StoredTray tray(ResultSet row) throws SQLException {
        List<String> slots = texts(row, "slots");
        List<String> recipes = texts(row, "recipes");
        List<TrayItem> items = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            items.add(new TrayItem(slots.get(i), new RecipeId(recipes.get(i))));
        }
        return new StoredTray(
                new FacilityId(row.getString("facility_id")),
                new TrayOrderId(row.getString("id")),
                row.getObject("service_date", LocalDate.class),
                MealPeriod.valueOf(row.getString("meal_period")),
                row.getString("status"),
                texts(row, "flags"),
                texts(row, "reasons"),
                items,
                row.getString("proof"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
