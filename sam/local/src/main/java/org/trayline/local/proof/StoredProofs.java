package org.trayline.local.proof;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.store.PostgresPastCatalogs;

/// The proofs that tray orders were written with, as pictures.
public final class StoredProofs {
    private final StoredTrays trays;
    private final PostgresPastCatalogs catalogs;

    /// @param connection whose transactions are this one's from now on
    public StoredProofs(Connection connection, PostgresPastCatalogs catalogs) {
        this.trays = new StoredTrays(connection);
        this.catalogs = catalogs;
    }

    /// A picture, or why there is none.
    public sealed interface Answer {

        /// @param proof the JSON document as it is stored
        record Found(ProofPicture picture, String proof) implements Answer {}

        /// @param why for the person who asked
        record Missing(String why) implements Answer {}
    }

    public Answer of(TrayOrderId id) throws SQLException {
        Optional<StoredTray> found = trays.find(id);
        if (found.isEmpty()) {
            return new Answer.Missing("there is none of this id");
        }
        StoredTray tray = found.get();
        String json = tray.proof();
        if (json == null) {
            return new Answer.Missing(
                    tray.reasons().isEmpty()
                            ? "has no proof: it was not composed by Trayline"
                            : "has no proof: it is held before anything was composed, for "
                                    + String.join(", ", tray.reasons()));
        }
        try {
            Proof proof = StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Proof.class);
            return new Answer.Found(
                    ProofReading.picture(
                            tray,
                            proof,
                            catalogs.at(tray.facilityId(), proof.catalogVersion()).orElse(null)),
                    json);
        } catch (MessageMalformed e) {
            return new Answer.Missing(
                    "its proof was written by another version: " + e.getMessage());
        }
    }
}
