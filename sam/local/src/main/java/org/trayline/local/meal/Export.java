package org.trayline.local.meal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Writes a facility's tray orders in the format of a hospital folder, and a meal's outcomes.
public final class Export {
    private Export() {}

    /// @param folder made where it is missing; files of these names are replaced
    public static void write(
            Path folder, Connection connection, Meal meal, List<Outcomes.Row> outcomes)
            throws IOException, SQLException {
        Files.createDirectories(folder);
        query(
                folder.resolve("tray_orders.csv"),
                connection,
                meal,
                """
                select id, patient_id, service_date, meal_period, status
                from tray_orders where facility_id = ? order by service_date, meal_period, id""");
        query(
                folder.resolve("tray_order_items.csv"),
                connection,
                meal,
                """
                select i.tray_order_id, i.recipe_id, i.slot
                from tray_order_items i
                join tray_orders o on o.facility_id = i.facility_id and o.id = i.tray_order_id
                left join meal_slots s
                    on (s.facility_id, s.meal_period, s.slot)
                       = (o.facility_id, o.meal_period, i.slot)
                where i.facility_id = ?
                order by o.service_date, o.meal_period, i.tray_order_id, s.position, i.slot""");
        try (CsvWriter csv = open(folder.resolve("outcomes.csv"))) {
            csv.writeRecord("patient_id", "outcome", "reasons", "tray_order_id", "execution");
            for (Outcomes.Row row : outcomes) {
                csv.writeRecord(
                        row.patientId(),
                        row.outcome(),
                        String.join(";", row.reasons()),
                        row.trayOrderId(),
                        row.execution());
            }
        }
    }

    private static void query(Path file, Connection connection, Meal meal, String sql)
            throws IOException, SQLException {
        try (CsvWriter csv = open(file);
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, meal.facilityId().value());
            try (ResultSet row = query.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                String[] fields = new String[columns];
                for (int i = 0; i < columns; i++) {
                    fields[i] = row.getMetaData().getColumnName(i + 1);
                }
                csv.writeRecord(fields);
                while (row.next()) {
                    for (int i = 0; i < columns; i++) {
                        fields[i] = row.getString(i + 1);
                    }
                    csv.writeRecord(fields);
                }
            }
        }
    }

    private static CsvWriter open(Path file) throws IOException {
        return CsvWriter.builder().build(file, StandardCharsets.UTF_8);
    }
}
