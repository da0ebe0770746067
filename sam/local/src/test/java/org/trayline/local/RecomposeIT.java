package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Lunch of the demo hospital, an import that changes every recipe, dinner: what was composed then
/// comes out the same now. The tests after the first change what is stored, each something else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecomposeIT {
    private static final int SODIUM = 17;
    private static final String ANY_LIMITED =
            """
            from tray_orders
            where status = 'PLACED' and meal_period = 'LUNCH'
                and jsonb_array_length(proof -> 'limits') > 0
                and proof -> 'limits' -> 0 ->> 'max' is not null
            """;

    @TempDir static Path folder;

    private int lunches;
    private int dinners;

    @BeforeAll
    void serveTwoMealsWithAnImportBetweenThem() throws IOException, SQLException {
        Path hospital = Runs.copyOfDemo(folder.resolve("hospital"));
        Runs.Run lunch = serve("lunch", hospital);
        assertEquals(0, lunch.exitStatus(), lunch.err());
        saltAllRecipes(hospital.resolve("recipes.csv"));
        Runs.Run dinner = serve("dinner", hospital);
        assertEquals(0, dinner.exitStatus(), dinner.err());
        assertTrue(dinner.err().contains("recipes"), dinner.err());
        lunches = proofs("LUNCH");
        dinners = proofs("DINNER");
        assertTrue(lunches > 200 && dinners > 200, lunches + " and " + dinners);
    }

    private Runs.Run serve(String meal, Path hospital) {
        return Runs.run(
                meal, "--hospital", hospital.toString(), "--data", data(), "--date", "2026-11-21");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /// More sodium in each whose sodium is known, and one more thing that no recipe was before.
    private static void saltAllRecipes(Path recipes) throws IOException {
        List<String> lines = Files.readAllLines(recipes);
        assertEquals("sodium_mg", lines.getFirst().split(",", -1)[SODIUM - 1]);
        List<String> salted = new ArrayList<>(List.of(lines.getFirst()));
        for (String line : lines.subList(1, lines.size())) {
            salted.add(line.contains("\"") ? line : salted(line));
        }
        Files.write(recipes, salted);
    }

    private static String salted(String line) {
        String[] fields = line.split(",", -1);
        if (!fields[SODIUM - 1].isEmpty()) {
            fields[SODIUM - 1] += "7";
        }
        return Stream.of(fields).collect(Collectors.joining(","));
    }

    private int proofs(String meal) throws SQLException, IOException {
        return Integer.parseInt(
                one(
                        "select count(*) from tray_orders where proof is not null and meal_period = '%s'"
                                .formatted(meal)));
    }

    private String one(String query) throws SQLException, IOException {
        try (OpenedData data = OpenedData.open(Runs.project(), folder.resolve("data"), 0);
                Connection connection = data.connect("test");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void change(String sql) throws SQLException, IOException {
        try (OpenedData data = OpenedData.open(Runs.project(), folder.resolve("data"), 0);
                Connection connection = data.connect("test");
                Statement statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate(sql));
        }
    }

    private Runs.Run recompose(String... args) {
        return Runs.command(
                Stream.concat(Stream.of("recompose", "--data", data()), Stream.of(args))
                        .toArray(String[]::new));
    }

    @Test
    @Order(1)
    void whatWasComposedBeforeAndAfterAnImportComesOutTheSame() throws IOException {
        Runs.Run all = recompose("--all", "--json");
        assertEquals(0, all.exitStatus(), all.out() + all.err());
        JsonNode report = all.json();
        assertAll(
                () -> assertEquals(lunches + dinners, report.path("identical").asInt()),
                () -> assertEquals(0, report.path("different").asInt()),
                () -> assertEquals(0, report.path("notIdentical").size()));
        Runs.Run dinner = recompose("--service-date", "2026-11-21", "--meal-period", "dinner");
        assertEquals(0, dinner.exitStatus(), dinner.err());
        assertTrue(dinner.out().startsWith(dinners + " tray orders composed again"), dinner.out());
    }

    @Test
    @Order(2)
    void aTamperedItemIsFound() throws SQLException, IOException {
        String id = one("select id " + ANY_LIMITED + "order by id limit 1");
        change(
                """
                update tray_order_items set recipe_id = (
                    select id from recipes where id not in (
                        select recipe_id from tray_order_items where tray_order_id = '%1$s')
                    order by id limit 1)
                where tray_order_id = '%1$s' and slot = 'entree'"""
                        .formatted(id));
        Runs.Run run = recompose(id, "--json");
        assertEquals(1, run.exitStatus(), run.out() + run.err());
        JsonNode differences = run.json().path("notIdentical").path(0).path("differences");
        assertEquals(1, differences.size(), run.out());
        assertEquals("/items/entree", differences.path(0).path("field").asText());
        Runs.Run table = recompose(id);
        assertTrue(table.out().contains("/items/entree"), table.out());
        assertTrue(table.out().lines().allMatch(line -> line.length() <= 100), table.out());
    }

    @Test
    @Order(3)
    void aTamperedLimitIsFound() throws SQLException, IOException {
        String id = one("select id " + ANY_LIMITED + "order by id desc limit 1");
        change(
                """
                update tray_orders
                set proof = jsonb_set(proof, '{limits,0,max}', to_jsonb(123456.5))
                where id = '%s'"""
                        .formatted(id));
        Runs.Run run = recompose(id, "--json");
        assertEquals(1, run.exitStatus(), run.out() + run.err());
        JsonNode differences = run.json().path("notIdentical").path(0).path("differences");
        assertEquals(1, differences.size(), run.out());
        assertEquals("/proof/limits/0/max", differences.path(0).path("field").asText());
        assertEquals("123456.5", differences.path(0).path("written").asText());
    }

    @Test
    @Order(4)
    void whatCannotBeComparedIsSaidToBeSo() throws SQLException, IOException {
        String older = one("select id " + ANY_LIMITED + "order by id offset 1 limit 1");
        String forgotten = one("select id " + ANY_LIMITED + "order by id offset 2 limit 1");
        change("update tray_orders set proof = proof - 'brief' where id = '%s'".formatted(older));
        change(
                "update tray_orders set proof = jsonb_set(proof, '{catalogVersion}', '1') where id = '%s'"
                        .formatted(forgotten));
        Runs.Run run = recompose(older, forgotten, "--json");
        assertEquals(0, run.exitStatus(), run.out() + run.err());
        assertEquals(1, run.json().path("otherShape").asInt());
        assertEquals(1, run.json().path("recipesUnknown").asInt());
        assertEquals(0, run.json().path("identical").asInt());
    }

    @Test
    @Order(5)
    void theProofOfATrayIsShown() throws SQLException, IOException {
        String id = one("select id " + ANY_LIMITED + "order by id offset 3 limit 1");
        Path page = folder.resolve("proof.html");
        Runs.Run text = Runs.command("proof", id, "--data", data());
        assertEquals(0, text.exitStatus(), text.err());
        assertTrue(text.out().contains("Recipes kept off the tray"), text.out());
        assertTrue(text.out().lines().allMatch(line -> line.length() <= 100), text.out());
        Runs.Run html = Runs.command("proof", id, "--data", data(), "--html", page.toString());
        assertEquals(0, html.exitStatus(), html.err());
        assertTrue(Files.readString(page).contains("<article class=\"proof\">"));
        Runs.Run json = Runs.command("proof", id, "--data", data(), "--json");
        assertTrue(json.json().has("brief"), json.out());
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertAll(
                () -> refused("which tray orders?", recompose()),
                () -> refused("--all is every tray order", recompose("--all", "nobody")),
                () -> refused("has only 0 of these", recompose("nobody")),
                () ->
                        refused(
                                "tray order nobody: there is none",
                                Runs.command("proof", "nobody", "--data", data())),
                () ->
                        refused(
                                "there are no tray orders in",
                                Runs.command(
                                        "recompose",
                                        "--all",
                                        "--data",
                                        folder.resolve("nothing").toString())));
    }

    private static void refused(String message, Runs.Run run) {
        assertEquals(2, run.exitStatus(), run.out());
        assertTrue(run.err().contains(message), run.err());
    }
}
