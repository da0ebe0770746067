package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class FeasibilityCommandIT {
    private static final Set<String> OF_COMPOSING =
            Set.of("", "NO_COMPLIANT_TRAY", "DAY_TOTAL_UNKNOWN");

    @TempDir Path folder;

    private Runs.Run run(String... args) {
        List<String> all = new ArrayList<>(List.of("feasibility"));
        all.addAll(List.of(args));
        all.addAll(List.of("--port-base", "0", "--data", folder.resolve("data").toString()));
        return Runs.command(all.toArray(String[]::new));
    }

    @Test
    void theDemoHospitalIsToldOfInTableCsvAndJsonAlikeAndNothingIsOrdered() throws IOException {
        Path csv = folder.resolve("day.csv");
        Runs.Run table = run("--date", "2026-11-20", "--csv", csv.toString());
        assertEquals(0, table.exitStatus(), table.err());
        assertTrue(table.out().lines().allMatch(line -> line.length() <= 100), table.out());

        Runs.Run second = run("--date", "2026-11-20", "--json");
        JsonNode day = second.json();
        assertEquals("2026-11-20", day.path("serviceDate").asText());
        assertEquals(3, day.path("meals").size());
        Set<String> inCsv = new TreeSet<>();
        for (NamedCsvRecord row : Runs.csv(csv)) {
            inCsv.add(
                    "%s %s %s"
                            .formatted(
                                    row.getField("meal_period"),
                                    row.getField("patient_id"),
                                    row.getField("binding_rule")));
        }
        Set<String> inJson = new TreeSet<>();
        for (JsonNode meal : day.path("meals")) {
            // Nothing was ordered by the first run either: it would not be needed any more.
            assertTrue(meal.path("withTray").asInt() > 200, meal.toString());
            assertEquals(
                    meal.path("due").asInt(),
                    meal.path("withTray").asInt()
                            + meal.path("noCompliantTray").asInt()
                            + meal.path("held").asInt()
                            + meal.path("withheld").asInt()
                            + meal.path("notNeeded").asInt());
            for (JsonNode patient : meal.path("patients")) {
                inJson.add(
                        "%s %s %s"
                                .formatted(
                                        meal.path("mealPeriod").asText(),
                                        patient.path("patientId").asText(),
                                        patient.path("bindingRule").asText()));
                assertTrue(
                        table.out().contains("  " + patient.path("patientId").asText() + ", "),
                        table.out());
            }
        }
        assertEquals(inJson, inCsv);
        assertTrue(inJson.size() > 5, inJson.toString());
    }

    @Test
    void oneMealIsShownWhereOneIsAskedFor() throws IOException {
        Runs.Run run = run("--meal-period", "dinner", "--date", "2026-11-20", "--json");
        assertEquals(0, run.exitStatus(), run.err());
        assertEquals("[\"DINNER\"]", run.json().path("meals").findValues("mealPeriod").toString());
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        Runs.Run noFolder = run("--csv", folder.resolve("none/day.csv").toString());
        Runs.Run noDate = run("--date", "tomorrow");
        Runs.Run noHospital = run("--hospital", folder.resolve("none").toString());
        assertAll(
                () -> assertEquals(2, noFolder.exitStatus()),
                () -> assertTrue(noFolder.err().contains("there is no such folder")),
                () -> assertEquals(2, noDate.exitStatus()),
                () -> assertTrue(noDate.err().contains("tomorrow"), noDate.err()),
                () -> assertEquals(2, noHospital.exitStatus(), noHospital.err()));
    }

    /// What an independent implementation of the rules expects of each meal on the folder as it
    /// stands: the first meal of the day in all, the later ones in what does not depend on the
    /// trays before them.
    @TestFactory
    List<DynamicTest> agreesWithWhatIsExpectedOfHospitals() throws IOException {
        return ExpectedHospitalsIT.hospitals().stream()
                .filter(
                        hospital ->
                                ExpectedHospitalsIT.SERVICE_DATES.containsKey(
                                        hospital.getFileName().toString()))
                .map(
                        hospital ->
                                dynamicTest(
                                        hospital.getFileName().toString(), () -> agrees(hospital)))
                .toList();
    }

    private void agrees(Path hospital) throws IOException {
        Runs.Run run =
                Runs.command(
                        "feasibility",
                        "--json",
                        "--port-base",
                        "0",
                        "--data",
                        folder.resolve(hospital.getFileName()).toString(),
                        "--hospital",
                        hospital.toString(),
                        "--date",
                        ExpectedHospitalsIT.SERVICE_DATES.getOrDefault(
                                hospital.getFileName().toString(), ""));
        assertEquals(0, run.exitStatus(), run.err());
        boolean first = true;
        for (JsonNode meal : run.json().path("meals")) {
            String period = meal.path("mealPeriod").asText();
            Path file = hospital.resolve("expected").resolve(period).resolve("outcomes.csv");
            assertTrue(Files.exists(file), file.toString());
            Set<String> withoutTray = new HashSet<>();
            Map<String, Integer> reasons = new TreeMap<>();
            for (NamedCsvRecord row : Runs.csv(file)) {
                for (String reason : row.getField("reasons").split(";", -1)) {
                    reasons.merge(reason, 1, Integer::sum);
                    if (reason.equals("NO_COMPLIANT_TRAY")) {
                        withoutTray.add(row.getField("patient_id"));
                    }
                }
            }
            Map<String, Integer> forecast = new TreeMap<>();
            meal.path("reasons")
                    .properties()
                    .forEach(each -> forecast.put(each.getKey(), each.getValue().asInt()));
            if (first) {
                Set<String> patients = new HashSet<>();
                meal.path("patients")
                        .forEach(each -> patients.add(each.path("patientId").asText()));
                assertEquals(withoutTray, patients, period);
                assertEquals(reasons.getOrDefault("", 0), meal.path("withTray").asInt(), period);
                reasons.remove("");
            } else {
                reasons.keySet().removeAll(OF_COMPOSING);
                forecast.keySet().removeAll(OF_COMPOSING);
            }
            assertEquals(reasons, forecast, period);
            first = false;
        }
    }
}
