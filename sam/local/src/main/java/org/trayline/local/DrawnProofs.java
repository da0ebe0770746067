package org.trayline.local;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.trayline.local.inspector.ProofFragments;
import org.trayline.local.proof.ProofHtml;
import org.trayline.local.proof.StoredProofs;
import org.trayline.local.proof.StoredProofs.Answer;
import org.trayline.local.services.LocalPostgres;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresPastCatalogs;

/// The proofs of this machine's tray orders, drawn for the inspector.
final class DrawnProofs implements ProofFragments, AutoCloseable {
    private static final String CLIENT = "inspector";

    private final LocalPostgres postgres;
    private final PostgresConnection catalogs;

    DrawnProofs(LocalPostgres postgres) {
        this.postgres = postgres;
        this.catalogs = new PostgresConnection(postgres.url(), LocalPostgres.USER, "", CLIENT);
    }

    @Override
    public @Nullable String of(String trayOrderId) throws IOException {
        try (Connection connection = postgres.connect(CLIENT)) {
            StoredProofs proofs = new StoredProofs(connection, new PostgresPastCatalogs(catalogs));
            return switch (proofs.of(new TrayOrderId(trayOrderId))) {
                case Answer.Found found -> ProofHtml.fragment(found.picture());
                case Answer.Missing _ -> null;
            };
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        catalogs.close();
    }
}
