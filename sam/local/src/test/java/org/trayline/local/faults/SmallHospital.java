package org.trayline.local.faults;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Some sixty patients of the demo hospital: every sixth, and one of each that ends otherwise than
/// with a tray.
final class SmallHospital {
    private static final Set<String> OTHER_ENDS =
            Set.of(
                    "pt-0013", "pt-0014", "pt-0019", "pt-0024", "pt-0036", "pt-0041", "pt-0059",
                    "pt-0063", "pt-0082", "pt-0089", "pt-0109", "pt-0200", "pt-0206", "pt-0296",
                    "pt-0301", "pt-0305");

    /// The files of which a part is left out, each with the column that says whose a row is.
    private static final Map<String, String> OWNERS =
            Map.of(
                    "patients.csv", "id",
                    "encounters.csv", "patient_id",
                    "diet_orders.csv", "encounter_id",
                    "nutrient_limits.csv", "diet_order_id",
                    "allergies.csv", "patient_id",
                    "dislikes.csv", "patient_id",
                    "tray_orders.csv", "patient_id",
                    "tray_order_items.csv", "tray_order_id");

    private SmallHospital() {}

    /// @return the folder
    static Path copy(Path demo, Path folder) throws IOException {
        Files.createDirectories(folder);
        Set<String> patients = new TreeSet<>(OTHER_ENDS);
        for (int i = 6; i <= 300; i += 6) {
            patients.add("pt-%04d".formatted(i));
        }
        Set<String> known = new HashSet<>(patients);
        for (String file : List.of("encounters.csv", "diet_orders.csv", "tray_orders.csv")) {
            known.addAll(
                    DuePatientsOf.rows(demo.resolve(file)).stream()
                            .filter(row -> known.contains(row.getField(OWNERS.get(file))))
                            .map(row -> row.getField("id"))
                            .collect(Collectors.toSet()));
        }
        for (String file :
                List.of("facility.csv", "meal_periods.csv", "meal_slots.csv", "recipes.csv")) {
            Files.copy(demo.resolve(file), folder.resolve(file));
        }
        for (Map.Entry<String, String> file : OWNERS.entrySet()) {
            copy(
                    demo.resolve(file.getKey()),
                    folder.resolve(file.getKey()),
                    file.getValue(),
                    known);
        }
        return folder;
    }

    private static void copy(Path from, Path to, String owner, Set<String> known)
            throws IOException {
        List<NamedCsvRecord> rows = DuePatientsOf.rows(from);
        try (CsvWriter writer = CsvWriter.builder().build(to)) {
            writer.writeRecord(rows.getFirst().getHeader());
            rows.stream()
                    .filter(row -> known.contains(row.getField(owner)))
                    .forEach(row -> writer.writeRecord(row.getFields()));
        }
    }
}
