package org.trayline.local;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A hospital folder with more patients, made of one with fewer: each patient again and again,
/// under other ids.
final class ScaledHospital {
    /// Per file, the columns with ids of patients or of what belongs to one.
    private static final Map<String, Set<String>> IDS =
            Map.of(
                    "patients.csv", Set.of("id"),
                    "encounters.csv", Set.of("id", "patient_id"),
                    "diet_orders.csv", Set.of("id", "encounter_id"),
                    "nutrient_limits.csv", Set.of("diet_order_id"),
                    "allergies.csv", Set.of("patient_id"),
                    "dislikes.csv", Set.of("patient_id"),
                    "tray_orders.csv", Set.of("id", "patient_id"),
                    "tray_order_items.csv", Set.of("tray_order_id"));

    private static final Set<String> FILES_AS_THEY_ARE =
            Set.of("facility.csv", "meal_periods.csv", "meal_slots.csv", "recipes.csv");

    private ScaledHospital() {}

    /// @param copies how often every patient is there
    static void write(Path hospital, Path target, int copies) throws IOException {
        Files.createDirectories(target);
        for (String file : FILES_AS_THEY_ARE) {
            Files.copy(hospital.resolve(file), target.resolve(file));
        }
        for (Map.Entry<String, Set<String>> file : IDS.entrySet()) {
            List<NamedCsvRecord> rows = rows(hospital.resolve(file.getKey()));
            try (CsvWriter csv = CsvWriter.builder().build(target.resolve(file.getKey()))) {
                csv.writeRecord(header(hospital.resolve(file.getKey())));
                for (int copy = 0; copy < copies; copy++) {
                    for (NamedCsvRecord row : rows) {
                        csv.writeRecord(fields(row, file.getValue(), copy));
                    }
                }
            }
        }
    }

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            return csv.stream().toList();
        }
    }

    private static List<String> header(Path file) throws IOException {
        return List.of(Files.readString(file).lines().findFirst().orElseThrow().split(",", -1));
    }

    private static List<String> fields(NamedCsvRecord row, Set<String> ids, int copy) {
        List<String> fields = new ArrayList<>();
        row.getFieldsAsMap()
                .forEach(
                        (column, value) ->
                                fields.add(ids.contains(column) ? value + "." + copy : value));
        return fields;
    }
}
