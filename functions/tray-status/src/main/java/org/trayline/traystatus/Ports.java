package org.trayline.traystatus;

import org.trayline.cache.RedisRecipeCatalog;
import org.trayline.kit.IamLogin;
import org.trayline.kit.Settings;
import org.trayline.meal.eligibility.PatientRecords;
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
        IamLogin login = new IamLogin(settings);
        var postgres =
                PostgresConnection.of(settings::require, login::databasePassword, "tray-status");
        var recipes =
                RedisRecipeCatalog.of(
                        settings::require,
                        login::cachePassword,
                        new PostgresRecipeCatalog(postgres));
        return new Ports(
                new PostgresTrayStatus(postgres),
                new PostgresKitchenOrders(postgres),
                new PostgresTicketTrays(postgres),
                new PostgresDuePatients(postgres),
                recipes,
                recipes::close);
    }
}
