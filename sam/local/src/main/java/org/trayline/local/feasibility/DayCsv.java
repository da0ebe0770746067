package org.trayline.local.feasibility;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.trayline.meal.feasibility.Group;
import org.trayline.meal.feasibility.MealFeasibility;
import org.trayline.meal.feasibility.NoTray;

/// A day to come as a file: one row per patient and meal without a compliant tray.
public final class DayCsv {
    private DayCsv() {}

    /// @param file replaced where it is there
    public static void write(DayReport report, Path file) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
            csv.writeRecord(
                    "service_date",
                    "meal_period",
                    "patient_id",
                    "unit",
                    "room",
                    "bed",
                    "binding_rule",
                    "patients_of_rule",
                    "would_help_most",
                    "cannot_hold_together",
                    "smallest_relaxation");
            for (MealFeasibility meal : report.meals()) {
                for (Group group : meal.groups()) {
                    for (NoTray patient : meal.patients()) {
                        if (patient.bindingRule().equals(group.bindingRule())) {
                            row(csv, report, meal, group, patient);
                        }
                    }
                }
            }
        }
    }

    private static void row(
            CsvWriter csv, DayReport report, MealFeasibility meal, Group group, NoTray patient) {
        csv.writeRecord(
                report.serviceDate().toString(),
                meal.mealPeriod().name(),
                patient.patientId().value(),
                patient.location().unit(),
                patient.location().room(),
                patient.location().bed(),
                group.bindingRule(),
                Integer.toString(group.patients()),
                Wording.help(group),
                String.join("; ", patient.cannotHoldTogether()),
                Wording.relaxation(patient.relaxation()));
    }
}
