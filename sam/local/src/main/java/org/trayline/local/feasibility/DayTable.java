package org.trayline.local.feasibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.trayline.meal.feasibility.Group;
import org.trayline.meal.feasibility.MealFeasibility;
import org.trayline.meal.feasibility.NoTray;

/// A day to come as lines of at most 100 columns.
public final class DayTable {
    private static final int WIDTH = 100;
    private static final String UNDER_COUNT = " ".repeat(12);
    private static final String UNDER_PATIENT = " ".repeat(4);

    private final List<String> lines = new ArrayList<>();

    private DayTable() {}

    public static String of(DayReport report) {
        DayTable table = new DayTable();
        table.wrapped(
                "",
                "%s at %s: %d patients, recipes of version %d"
                        .formatted(
                                report.serviceDate(),
                                report.facilityId(),
                                report.patients(),
                                report.catalogVersion()));
        report.meals().forEach(table::meal);
        return String.join(System.lineSeparator(), table.lines);
    }

    private void meal(MealFeasibility meal) {
        lines.add("");
        wrapped(
                "",
                String.format(
                        Locale.ROOT,
                        "%s: %d due, %d with a tray, %d without a compliant one, %d held,"
                                + " %d withheld, %d not needed",
                        meal.mealPeriod(),
                        meal.due(),
                        meal.withTray(),
                        meal.noCompliantTray(),
                        meal.held(),
                        meal.withheld(),
                        meal.notNeeded()));
        wrapped(
                "  ",
                "  "
                        + meal.reasons().entrySet().stream()
                                .map(reason -> reason.getKey() + " " + reason.getValue())
                                .collect(Collectors.joining(", ")));
        if (meal.groups().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("  patients  what stands in the way, and what would help most");
        meal.groups().forEach(this::group);
        lines.add("");
        lines.add("  patient, place, what cannot hold together, the smallest relaxation");
        meal.patients().forEach(this::patient);
    }

    private void group(Group group) {
        wrapped(
                UNDER_COUNT,
                String.format(Locale.ROOT, "%10d  %s", group.patients(), group.bindingRule()));
        wrapped(UNDER_COUNT, UNDER_COUNT + Wording.help(group));
    }

    private void patient(NoTray patient) {
        String place = Wording.place(patient.location());
        wrapped(
                UNDER_PATIENT,
                "  %s%s: %s"
                        .formatted(
                                patient.patientId(),
                                place.isEmpty() ? "" : ", " + place,
                                patient.cannotHoldTogether().isEmpty()
                                        ? patient.bindingRule()
                                        : String.join("; ", patient.cannotHoldTogether())));
        if (patient.relaxation() != null) {
            wrapped(UNDER_PATIENT, UNDER_PATIENT + Wording.relaxation(patient.relaxation()));
        }
    }

    /// Broken between words; what follows the first line is indented.
    private void wrapped(String indent, String text) {
        String rest = text;
        while (rest.length() > WIDTH) {
            int at = rest.lastIndexOf(' ', WIDTH);
            if (at <= indent.length()) {
                // A single word that is too long, such as an id.
                at = WIDTH;
            }
            lines.add(rest.substring(0, at).stripTrailing());
            rest = indent + rest.substring(at).strip();
        }
        if (!rest.isBlank()) {
            lines.add(rest);
        }
    }
}
