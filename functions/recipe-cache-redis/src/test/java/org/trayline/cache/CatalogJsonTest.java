package org.trayline.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;

class CatalogJsonTest {
    private static final byte[] ENTRY = CatalogJson.write(Recipes.catalog(7));

    private static final int DIGEST_LENGTH = 64;

    private static Optional<Catalog> read(byte[] entry) {
        return CatalogJson.read(entry, Recipes.F1, 7);
    }

    @Test
    void keepsEveryFieldOfEveryRecipe() {
        Catalog read = read(ENTRY).orElseThrow();
        assertEquals(Recipes.F1, read.facilityId());
        assertEquals(7, read.version());
        assertEquals(List.of(Recipes.full(), Recipes.unknown(), Recipes.none()), read.recipes());
    }

    @Test
    void keepsWhatIsUnknownApartFromNoneAndZero() {
        List<Recipe> recipes = read(ENTRY).orElseThrow().recipes();
        assertEquals(null, recipes.get(1).allergens());
        assertEquals(null, recipes.get(1).costCents());
        assertFalse(recipes.get(1).nutrients().containsKey(Nutrient.ENERGY_KCAL));
    }

    @Test
    void aCatalogueMayBeEmpty() {
        byte[] empty = CatalogJson.write(new Catalog(Recipes.F1, 7, List.of()));
        assertEquals(List.of(), read(empty).orElseThrow().recipes());
    }

    @Test
    void isNotReadAsAnotherVersionOrFacility() {
        assertEquals(Optional.empty(), CatalogJson.read(ENTRY, Recipes.F1, 8));
        assertEquals(Optional.empty(), CatalogJson.read(ENTRY, new FacilityId("f2"), 7));
    }

    @Test
    void isNotReadWhereItIsCutOff() {
        for (int length = 0; length < ENTRY.length; length++) {
            assertEquals(Optional.empty(), read(Arrays.copyOf(ENTRY, length)), "of " + length);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "MILK"              | "MLIK"
                    "kind":"DRINK"      | "kind":"SNACK"
                    "kind":"DRINK"      | "kind":1
                    "costCents":125     | "costCents":125.5
                    "costCents":125     | "costCents":"125"
                    "costCents":125     | "cost":125
                    ,"costCents":125    | ~~
                    "allergens":null,   | ~~
                    "version":7,        | ~~
                    "version":7         | "version":null
                    "textures":         | "texture":
                    "id":{"value":"water"} | "id":{"value":"leftovers"}
                    "recipes":[         | "recipes":[null,
                    """)
    void isNotReadHalf(String part, String instead) {
        String json = new String(ENTRY, StandardCharsets.UTF_8).substring(DIGEST_LENGTH);
        String spoiled = json.replace(part, instead);
        assertFalse(spoiled.equals(json), json);
        assertEquals(
                Optional.empty(),
                read(CatalogJson.sealed(spoiled.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void isNotReadWithOneBitChanged() {
        for (int i = 0; i < ENTRY.length; i++) {
            byte[] changed = ENTRY.clone();
            changed[i] ^= 1;
            assertEquals(Optional.empty(), read(changed), "at " + i);
        }
    }

    @Test
    void isNotReadAsGoodJsonThatSaysSomethingElse() {
        String entry = new String(ENTRY, StandardCharsets.UTF_8);
        String harmless = entry.replaceFirst("\"allergens\":\\[\"[^]]+]", "\"allergens\":[]");
        assertFalse(harmless.equals(entry), entry);
        assertEquals(Optional.empty(), read(harmless.getBytes(StandardCharsets.UTF_8)));
    }
}
