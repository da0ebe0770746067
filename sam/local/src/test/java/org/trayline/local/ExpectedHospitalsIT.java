package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Hospitals whose outcomes and trays were worked out by an independent implementation of the
/// rules, where such folders are there: beside the project, or where the system property
/// `trayline.hospitals` says.
class ExpectedHospitalsIT {
    /// The service dates and openings that the expectations were made for.
    static final Map<String, String> SERVICE_DATES =
            Map.of("101", "2026-11-20", "102", "2026-10-25");

    private static final Map<String, String> OPENINGS =
            Map.of("BREAKFAST", "05:00", "LUNCH", "09:00", "DINNER", "15:00");

    @TempDir Path folder;

    @TestFactory
    List<DynamicTest> comeOutAsExpectedPatientByPatientAndItemByItem() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path hospital : hospitals()) {
            Map<String, String> openings = new TreeMap<>(OPENINGS);
            String serviceDate = SERVICE_DATES.get(hospital.getFileName().toString());
            Path settings = hospital.resolve("expected/run.json");
            if (Files.exists(settings)) {
                JsonNode json = new JsonMapper().readTree(settings.toFile());
                serviceDate = json.path("service_date").asText();
                json.path("opens")
                        .properties()
                        .forEach(meal -> openings.put(meal.getKey(), meal.getValue().asText()));
            }
            if (serviceDate == null) {
                throw new IllegalStateException("no service date is known for " + hospital);
            }
            String date = serviceDate;
            openings.forEach(
                    (meal, at) ->
                            tests.add(
                                    dynamicTest(
                                            hospital.getFileName() + " " + meal,
                                            () -> comesOutAsExpected(hospital, meal, date, at))));
        }
        return tests;
    }

    static List<Path> hospitals() throws IOException {
        Path all =
                Path.of(
                        System.getProperty(
                                "trayline.hospitals",
                                Runs.project().resolveSibling("shared/hospitals").toString()));
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(path -> Files.isDirectory(path.resolve("expected")))
                    .sorted()
                    .toList();
        }
    }

    private void comesOutAsExpected(Path hospital, String meal, String date, String at)
            throws IOException {
        Path export = folder.resolve("export");
        Runs.Run run =
                Runs.run(
                        meal,
                        "--hospital",
                        hospital.toString(),
                        "--date",
                        date,
                        "--at",
                        at,
                        "--data",
                        folder.resolve("data").toString(),
                        "--fresh",
                        "--export",
                        export.toString());
        assertEquals(0, run.exitStatus(), run.err());

        Path expected = hospital.resolve("expected").resolve(meal);
        List<NamedCsvRecord> outcomes = Runs.csv(export.resolve("outcomes.csv"));
        assertEquals(outcomesOf(Runs.csv(expected.resolve("outcomes.csv"))), outcomesOf(outcomes));
        assertEquals(
                itemsOf(Runs.csv(expected.resolve("tray_items.csv")), "patient_id", Map.of()),
                itemsOf(
                        Runs.csv(export.resolve("tray_order_items.csv")),
                        "tray_order_id",
                        patientsOfPlaced(outcomes)));
    }

    private static Map<String, String> outcomesOf(List<NamedCsvRecord> rows) {
        Map<String, String> outcomes = new TreeMap<>();
        for (NamedCsvRecord row : rows) {
            Set<String> reasons = new TreeSet<>(List.of(row.getField("reasons").split(";", -1)));
            outcomes.put(row.getField("patient_id"), row.getField("outcome") + " " + reasons);
        }
        return outcomes;
    }

    private static Map<String, String> patientsOfPlaced(List<NamedCsvRecord> outcomes) {
        Map<String, String> patients = new HashMap<>();
        for (NamedCsvRecord row : outcomes) {
            if (row.getField("outcome").equals("PLACED")) {
                patients.put(row.getField("tray_order_id"), row.getField("patient_id"));
            }
        }
        return patients;
    }

    /// @param patients by tray order; empty where the rows name the patients themselves
    private static Map<String, Set<String>> itemsOf(
            List<NamedCsvRecord> rows, String key, Map<String, String> patients) {
        Map<String, Set<String>> items = new TreeMap<>();
        for (NamedCsvRecord row : rows) {
            String patient =
                    patients.isEmpty() ? row.getField(key) : patients.get(row.getField(key));
            if (patient != null) {
                items.computeIfAbsent(patient, id -> new HashSet<>())
                        .add(row.getField("slot") + " " + row.getField("recipe_id"));
            }
        }
        return items;
    }
}
