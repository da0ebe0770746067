package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

class PostgresPastCatalogsIT {
    private static final RecipeId SOUP = new RecipeId("soup");

    private final Hospital hospital = new Hospital();
    private final PostgresRecipeCatalog present =
            new PostgresRecipeCatalog(hospital.connect("compose-meal"));
    private final PostgresPastCatalogs past =
            new PostgresPastCatalogs(hospital.connect("recompose"));

    @AfterEach
    void close() {
        hospital.close();
    }

    private List<Recipe> at(long version) {
        return past.at(Hospital.F1, version).orElseThrow().catalog().recipes();
    }

    private long version() {
        return hospital.versions("p1").catalog();
    }

    @Test
    void isTheCatalogueAsItStoodAfterEveryChange() {
        hospital.admit("p1");
        Map<Long, List<Recipe>> stood = new LinkedHashMap<>();
        for (String change :
                List.of(
                        "update recipes set sodium_mg = 1.50 where facility_id = 'f1'",
                        "update recipes set sodium_mg = null where facility_id = 'f1' and id = 'soup'",
                        "update recipes set allergens = null where id in ('rice', 'oats')",
                        "update recipes set allergens = '{EGG}' where facility_id = 'f2'",
                        "delete from recipes where facility_id = 'f1' and id = 'soup'",
                        "update facilities set missing_diet_order = 'HOLD' where id = 'f1'",
                        "insert into recipes select facility_id, 'soup', 'Soup again', 'SOUP',"
                                + " meal_periods, kind, textures, drink_thickness, diet_tags"
                                + " from recipes where facility_id = 'f1' and id = 'rice'",
                        "update recipes set id = 'stew' where facility_id = 'f1' and id = 'soup'",
                        "update recipes set facility_id = 'f2', id = 'moved'"
                                + " where facility_id = 'f1' and id = 'rice'",
                        "delete from meal_slots where facility_id = 'f1'",
                        "insert into recipes select * from recipes where facility_id = 'f1'"
                                + " on conflict (facility_id, id) do update set cost_cents = 7",
                        "delete from recipes where facility_id = 'f1'")) {
            hospital.execute(change);
            stood.put(version(), present.at(Hospital.F1, 0).recipes());
        }
        stood.forEach(
                (version, recipes) -> assertEquals(recipes, at(version), "version " + version));
        assertTrue(stood.size() >= 10, "the changes raised the version: " + stood.keySet());
    }

    @Test
    void givesEachNumberOfOneTransactionTheRowsOfItsOwnStatement() throws SQLException {
        hospital.admit("p1");
        long before = version();
        List<Recipe> asTheyWere = present.at(Hospital.F1, 0).recipes();
        Map<Long, String> costs = new LinkedHashMap<>();
        try (Connection connection = hospital.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int cents : List.of(10, 20, 30)) {
                statement.execute(
                        "update recipes set cost_cents = %d where facility_id = 'f1' and id = 'soup'"
                                .formatted(cents));
                // What the transaction itself would read as its version now.
                try (ResultSet row =
                        statement.executeQuery(
                                "select catalog_version from facilities where id = 'f1'")) {
                    row.next();
                    costs.put(row.getLong(1), String.valueOf(cents));
                }
            }
            assertEquals(before, version(), "none of it is seen before the end");
            connection.commit();
        }
        assertEquals(List.of(before + 1, before + 2, before + 3), List.copyOf(costs.keySet()));
        costs.forEach(
                (version, cents) ->
                        assertEquals(
                                cents, String.valueOf(catalog(version).recipe(SOUP).costCents())));
        assertEquals(before + 3, version());
        assertEquals(asTheyWere, at(before));
    }

    private Catalog catalog(long version) {
        return past.at(Hospital.F1, version).orElseThrow().catalog();
    }

    @Test
    void keepsNothingOfWhatIsRolledBack() throws SQLException {
        List<String> before = hospital.rows("select count(*) from recipe_versions");
        try (Connection connection = hospital.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update recipes set cost_cents = 1");
            connection.rollback();
        }
        assertEquals(before, hospital.rows("select count(*) from recipe_versions"));
    }

    @Test
    void tellsWritersApartThatWaitedForEachOther() throws Exception {
        hospital.admit("p1");
        long before = version();
        try (Connection first = hospital.database().connect();
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute(
                    "update recipes set cost_cents = 1 where facility_id = 'f1' and id = 'soup'");
            Thread second =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (Connection other = hospital.database().connect();
                                                Statement change = other.createStatement()) {
                                            change.execute("set application_name = 'second'");
                                            change.execute(
                                                    "update recipes set cost_cents = 2"
                                                            + " where facility_id = 'f1' and id = 'rice'");
                                        } catch (SQLException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    });
            hospital.awaitWaiting("second", 1);
            first.commit();
            second.join();
        }
        RecipeId rice = new RecipeId("rice");
        assertEquals(1, catalog(before + 1).recipe(SOUP).costCents());
        assertEquals(null, catalog(before + 1).recipe(rice).costCents());
        assertEquals(1, catalog(before + 2).recipe(SOUP).costCents());
        assertEquals(2, catalog(before + 2).recipe(rice).costCents());
    }

    @Test
    void knowsTheNamesOfThen() {
        hospital.admit("p1");
        long before = version();
        hospital.execute("update recipes set name = 'Bouillon' where id = 'soup'");
        assertEquals("soup", past.at(Hospital.F1, before).orElseThrow().names().get(SOUP));
        assertEquals("Bouillon", past.at(Hospital.F1, version()).orElseThrow().names().get(SOUP));
    }

    @Test
    void isEmptyWhereNothingIsKnownOfThatVersion() {
        assertEquals(Optional.empty(), past.at(Hospital.F1, 1));
        assertEquals(Optional.empty(), past.at(new FacilityId("nowhere"), 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update recipe_versions set removed = true",
                "delete from recipe_versions",
                "truncate recipe_versions"
            })
    void thePastCannotBeChanged(String change) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> hospital.execute(change));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("recipe_versions is append-only"), message);
    }

    @Test
    void hasEveryColumnOfARecipe() {
        assertEquals(
                hospital.rows(
                        "select column_name, data_type, domain_name from information_schema.columns"
                                + " where table_name = 'recipes' order by ordinal_position"),
                hospital.rows(
                        "select column_name, data_type, domain_name from information_schema.columns"
                                + " where table_name = 'recipe_versions' and ordinal_position > 2"
                                + " order by ordinal_position"));
    }
}
