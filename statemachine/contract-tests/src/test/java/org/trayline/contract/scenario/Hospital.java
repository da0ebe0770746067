package org.trayline.contract.scenario;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.contract.Project;
import org.trayline.testdatabase.TestDatabase;

/// The rows of a hospital, per table, under a facility id of its own, so that many scenarios share
/// one database.
final class Hospital {
    /// Tables in the order in which their rows can be written.
    private static final List<String> TABLES =
            List.of(
                    "facilities",
                    "meal_periods",
                    "meal_slots",
                    "recipes",
                    "portions",
                    "patients",
                    "encounters",
                    "diet_orders",
                    "nutrient_limits",
                    "allergies",
                    "dislikes",
                    "tray_orders",
                    "tray_order_items");

    private final Map<String, List<ObjectNode>> rows;

    private Hospital(Map<String, List<ObjectNode>> rows) {
        this.rows = rows;
    }

    static Hospital read(Path file) {
        try {
            return new Hospital(
                    Project.JSON.readValue(Project.text(file), new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("in " + file, e);
        }
    }

    /// This hospital with rows laid over those of the same id, or added; a row that says `absent`
    /// takes its row away.
    Hospital with(@Nullable Map<String, List<ObjectNode>> given) {
        Map<String, List<ObjectNode>> all = new LinkedHashMap<>(rows);
        if (given != null) {
            given.forEach(
                    (table, rows) ->
                            all.put(table, with(all.getOrDefault(table, List.of()), rows)));
        }
        return new Hospital(all);
    }

    private static List<ObjectNode> with(List<ObjectNode> before, List<ObjectNode> given) {
        List<ObjectNode> all = new ArrayList<>(before);
        for (ObjectNode row : given) {
            ObjectNode merged = Project.JSON.createObjectNode();
            all.stream().filter(other -> sameId(other, row)).forEach(merged::setAll);
            all.removeIf(other -> sameId(other, row));
            if (!row.path("absent").asBoolean()) {
                merged.setAll(row);
                all.add(merged);
            }
        }
        return all;
    }

    private static boolean sameId(ObjectNode one, ObjectNode other) {
        return one.has("id") && one.path("id").equals(other.path("id"));
    }

    void writeTo(TestDatabase database, String facility) {
        Set<String> unknown = new HashSet<>(rows.keySet());
        TABLES.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a hospital has no tables " + unknown);
        }
        database.execute(
                TABLES.stream()
                        .flatMap(
                                table ->
                                        rows.getOrDefault(table, List.of()).stream()
                                                .map(row -> insert(table, row, facility)))
                        .toArray(String[]::new));
    }

    private static String insert(String table, ObjectNode given, String facility) {
        ObjectNode row = given.deepCopy();
        if (!table.equals("facilities")) {
            row.put("facility_id", facility);
        }
        List<String> columns = new ArrayList<>();
        row.fieldNames().forEachRemaining(columns::add);
        return "insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, '%3$s')"
                .formatted(
                        table,
                        String.join(", ", columns),
                        row.toString().replace(":facility", facility).replace("'", "''"));
    }
}
