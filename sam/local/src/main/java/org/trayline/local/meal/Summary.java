package org.trayline.local.meal;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a meal period came to, for people and for machines.
///
/// @param added requests that this run made; the others were there
/// @param notices published by this run
/// @param firstOrderSeconds from the start of the process to the first execution's end; null where
///     none ended
/// @param seconds from the first execution's end to the last's
public record Summary(
        Meal meal,
        List<Outcomes.Row> rows,
        int added,
        int executions,
        int notices,
        int urgentNotices,
        @Nullable Double firstOrderSeconds,
        double seconds,
        Steps steps) {
    private static final int WIDTH = 100;

    public int failed() {
        return count("FAILED");
    }

    private int count(String outcome) {
        return (int) rows.stream().filter(row -> row.outcome().equals(outcome)).count();
    }

    /// How often each reason was given for an outcome; a patient may have several.
    private Map<String, Long> reasons(String outcome) {
        return rows.stream()
                .filter(row -> row.outcome().equals(outcome))
                .flatMap(row -> row.reasons().stream())
                .collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /// Executions that ended, by the time from the first end to the last.
    public double perSecond() {
        return executions > 1 && seconds > 0 ? (executions - 1) / seconds : 0;
    }

    /// Lines of at most 100 columns.
    public String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "%s of %s at %s: %d patients due",
                        meal.mealPeriod(),
                        meal.serviceDate(),
                        meal.facilityId(),
                        rows.size()));
        if (added < rows.size()) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "%d of them had been asked for before: nothing was ordered twice.",
                            rows.size() - added));
        }
        line(text, "");
        outcome(text, "placed", "PLACED");
        outcome(text, "held", "HELD");
        outcome(text, "withheld", "WITHHELD");
        outcome(text, "not needed", "NOT_NEEDED");
        outcome(text, "failed", "FAILED");
        if (executions > 0) {
            times(text);
        }
        return text.toString();
    }

    private void outcome(StringBuilder text, String label, String outcome) {
        line(text, String.format(Locale.ROOT, "  %-32s %6d", label, count(outcome)));
        reasons(outcome)
                .forEach(
                        (reason, n) ->
                                line(text, String.format(Locale.ROOT, "    %-30s %6d", reason, n)));
    }

    private void times(StringBuilder text) {
        line(text, "");
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "%d executions, %.0f orders/s, first after %.1f s; %d notices, %d of them urgent",
                        executions,
                        perSecond(),
                        firstOrderSeconds,
                        notices,
                        urgentNotices));
        line(text, "");
        line(
                text,
                String.format(
                        Locale.ROOT, "  %-32s %6s %12s %12s", "step", "n", "median ms", "p99 ms"));
        steps.steps()
                .forEach(
                        step ->
                                line(
                                        text,
                                        String.format(
                                                Locale.ROOT,
                                                "  %-32s %6d %12.1f %12.1f",
                                                step.name(),
                                                step.n(),
                                                step.medianMs(),
                                                step.p99Ms())));
        line(text, "");
        line(text, String.format(Locale.ROOT, "  %-48s %12s", "longest executions", "ms"));
        steps.longest()
                .forEach(
                        longest ->
                                line(
                                        text,
                                        String.format(
                                                Locale.ROOT,
                                                "  %-48s %12.1f",
                                                longest.execution(),
                                                longest.ms())));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line, 0, Math.min(line.length(), WIDTH)).append('\n');
    }

    /// One JSON document.
    public String json() {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("facilityId", meal.facilityId().value());
        json.put("serviceDate", meal.serviceDate().toString());
        json.put("mealPeriod", meal.mealPeriod().name());
        json.put("due", rows.size());
        json.put("added", added);
        json.put("placed", count("PLACED"));
        json.put("held", count("HELD"));
        json.put("withheld", count("WITHHELD"));
        json.put("notNeeded", count("NOT_NEEDED"));
        json.put("failed", failed());
        ObjectNode reasons = json.putObject("reasons");
        for (String outcome : List.of("HELD", "WITHHELD", "NOT_NEEDED", "FAILED")) {
            reasons(outcome).forEach(reasons.putObject(outcome)::put);
        }
        json.put("executions", executions);
        json.put("ordersPerSecond", perSecond());
        json.put("firstOrderSeconds", firstOrderSeconds);
        json.put("seconds", seconds);
        json.put("notices", notices);
        json.put("urgentNotices", urgentNotices);
        json.putPOJO("steps", steps.steps());
        json.putPOJO("longestExecutions", steps.longest());
        try {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
