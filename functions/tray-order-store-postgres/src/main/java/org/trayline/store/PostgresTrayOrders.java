package org.trayline.store;

import org.trayline.meal.order.NewTrayOrder;
import org.trayline.meal.order.TrayOrders;

/// Writes a tray order in one statement.
public final class PostgresTrayOrders implements TrayOrders {
    private final PostgresConnection postgres;

    public PostgresTrayOrders(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public Written write(NewTrayOrder order) {
        return postgres.call(sql -> TrayOrderStatement.execute(sql, order));
    }
}
