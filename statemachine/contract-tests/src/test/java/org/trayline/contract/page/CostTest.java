package org.trayline.contract.page;

import static com.dashjoin.jsonata.Jsonata.jsonata;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trayline.contract.Template;
import org.trayline.contract.Workflow;

/// `sam/COST.md` says what its own formulas give, and what workflow and template have.
final class CostTest {
    private static final Page PAGE = new Page("sam/COST.md");
    private static final double MOST_AT_1000_PATIENTS = 80;
    private static final String SUM = "sum";

    @Test
    void everyFigureIsWhatItsFormulaGives() {
        List<List<String>> said = PAGE.table("The month");
        List<List<String>> computed = new ArrayList<>();
        said.forEach(row -> computed.add(new ArrayList<>(row.subList(0, 2))));
        for (int size : sizes()) {
            Map<String, Object> values = values(size);
            double sum = 0;
            for (List<String> row : computed) {
                double dollars = row.get(0).equals(SUM) ? sum : evaluated(row.get(1), values);
                sum += dollars;
                row.add(
                        dollars < 1000
                                ? "%.2f".formatted(dollars)
                                : String.format(Locale.ROOT, "%,.0f", dollars));
            }
        }
        assertEquals(
                lines(computed), lines(said), "expected: what the formulas of COST.md give; was");
    }

    @Test
    void theMonthOfAThousandPatientsIsAtMostEightyDollars() {
        double sum =
                PAGE.table("The month").stream()
                        .takeWhile(row -> !row.get(0).equals(SUM))
                        .mapToDouble(row -> evaluated(row.get(1), values(1000)))
                        .sum();
        assertTrue(sum > 50 && sum <= MOST_AT_1000_PATIENTS, () -> "a month costs " + sum);
    }

    /// From the first state to the end of a placed tray.
    @Test
    void aPlacedTrayTakesTheStatesThatAreCounted() {
        Map<String, String> placing =
                Map.of(
                        "Eligible?", "Compose Meal",
                        "Composed?", "Create Order",
                        "Ordered?", "Notify Staff",
                        "Placed?", "Tray Order Placed");
        int passed = 1;
        String state = Workflow.read().root().path("StartAt").asText();
        for (; !state.equals("Tray Order Placed"); passed++) {
            String next = Workflow.read().root().at("/States").path(state).path("Next").asText();
            state = placing.getOrDefault(state, next);
        }
        assertEquals(evaluated("states", values(1000)), passed, "states of a placed tray");
    }

    @Test
    void theAlarmsAreThoseOfTheTemplates() {
        assertEquals(
                evaluated("alarms", values(1000)),
                Template.read().resources("AWS::CloudWatch::Alarm").values().stream()
                        .mapToInt(alarm -> Math.max(1, alarm.findValues("MetricStat").size()))
                        .sum(),
                "metrics that alarms look at");
    }

    private static List<Integer> sizes() {
        List<String> head = PAGE.head("The month");
        return head.subList(2, head.size()).stream()
                .map(size -> Integer.parseInt(size.replace(",", "")))
                .toList();
    }

    private static String lines(List<List<String>> rows) {
        return String.join(
                "\n", rows.stream().map(row -> "| " + String.join(" | ", row) + " |").toList());
    }

    /// All that a formula may name, at a number of patients.
    private static Map<String, Object> values(int patients) {
        Map<String, Object> values = new HashMap<>();
        PAGE.table("Prices").forEach(row -> values.put(row.get(0), Double.valueOf(row.get(1))));
        values.put("patients", patients);
        PAGE.table("Load").forEach(row -> values.put(row.get(0), evaluated(row.get(1), values)));
        int column = sizes().indexOf(patients) + 1;
        PAGE.table("Sizes")
                .forEach(row -> values.put(row.get(0), evaluated(row.get(column), values)));
        return values;
    }

    private static double evaluated(String formula, Map<String, Object> values) {
        Object result = jsonata(formula).evaluate(new LinkedHashMap<>(values));
        assertTrue(result instanceof Number, () -> formula + " gives " + result);
        return ((Number) result).doubleValue();
    }
}
