package org.trayline.store;

import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.NewTrayOrder;
import org.trayline.meal.order.TrayOrders;

/// Writes a tray order in one statement.
public final class PostgresTrayOrders implements TrayOrders {
    private final PostgresConnection postgres;
    private @Nullable TrayOrderStatement statement;

    public PostgresTrayOrders(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public Written write(NewTrayOrder order) {
        return postgres.call(
                sql -> {
                    TrayOrderStatement prepared = statement;
                    if (prepared == null || !prepared.isOf(sql)) {
                        prepared = new TrayOrderStatement(sql);
                        statement = prepared;
                    }
                    return prepared.execute(order);
                });
    }
}
