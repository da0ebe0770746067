package org.trayline.contract.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.StrictJson;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.HospitalKitchens;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// The proof of a tray as the JSON that is kept with the tray order.
class ProofContractTest {
    private static final int MOST_BYTES = 8192;
    private static final int RECIPES = 300;
    private static final int KITCHENS = 3;
    private static final int PATIENTS = 30;

    private final TrayComposer composer = new TrayComposer();

    /// @param idLength characters of every recipe's id
    /// @param bounds sides of limits on the diet order, of 11 nutrients
    @ParameterizedTest
    @CsvSource({"4, 5, 8", "4, 60, 11", "12, 20, 8", "12, 60, 11"})
    void isValidAndStaysSmallHoweverLargeTheKitchen(int idLength, int dislikes, int bounds) {
        int composed = 0;
        for (int seed = 0; seed < KITCHENS; seed++) {
            Shape shape = new Shape("", RECIPES, 6, bounds, 1);
            HospitalKitchens kitchens = new HospitalKitchens(shape, seed);
            Catalog catalog = renamed(kitchens.catalog(), idLength);
            Random random = new Random(seed);
            for (int i = 0; i < PATIENTS; i++) {
                MealBrief brief =
                        renamed(
                                kitchens.next(),
                                some(catalog, dislikes, random),
                                // Six trays of six items.
                                some(catalog, 36, random),
                                Map.of(MealPeriod.LUNCH, Set.copyOf(some(catalog, 5, random))),
                                idLength);
                Composition composition = composer.compose(brief, catalog);
                assertSmallAndValid(composition.proof(), "patient " + i + " of kitchen " + seed);
                composed += composition instanceof Composition.Composed ? 1 : 0;
            }
        }
        int all = KITCHENS * PATIENTS;
        assertTrue(composed > all / 5 && composed < all, "composed " + composed + " of " + all);
    }

    private static void assertSmallAndValid(Proof proof, String patient) {
        byte[] json = StrictJson.write(proof);
        String text = new String(json, StandardCharsets.UTF_8);
        assertTrue(json.length < MOST_BYTES, () -> patient + ": " + json.length + " B: " + text);
        Messages.assertValid("proof", text, patient);
        // What is read back is what was written, byte for byte.
        assertEquals(
                text,
                new String(
                        StrictJson.write(StrictJson.read(json, Proof.class)),
                        StandardCharsets.UTF_8),
                patient);
    }

    private static List<RecipeId> some(Catalog catalog, int count, Random random) {
        List<RecipeId> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(catalog.recipes().get(random.nextInt(RECIPES)).id());
        }
        return some;
    }

    private static Catalog renamed(Catalog catalog, int idLength) {
        List<Recipe> recipes =
                catalog.recipes().stream()
                        .map(
                                recipe ->
                                        new Recipe(
                                                renamed(recipe.id(), idLength),
                                                recipe.course(),
                                                recipe.mealPeriods(),
                                                recipe.kind(),
                                                recipe.textures(),
                                                recipe.drinkThickness(),
                                                recipe.dietTags(),
                                                recipe.allergens(),
                                                recipe.nutrients(),
                                                recipe.costCents()))
                        .toList();
        return new Catalog(catalog.facilityId(), catalog.version(), recipes);
    }

    private static MealBrief renamed(
            MealBrief brief,
            List<RecipeId> dislikes,
            List<RecipeId> recentItems,
            Map<MealPeriod, Set<RecipeId>> soldOut,
            int idLength) {
        Map<MealPeriod, List<RecipeId>> counted =
                brief.countedTrays().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> renamed(each.getValue(), idLength)));
        return new MealBrief(
                brief.mealPeriod(),
                brief.mealTimes(),
                brief.slots(),
                brief.profile(),
                counted,
                dislikes,
                recentItems,
                soldOut);
    }

    private static List<RecipeId> renamed(Collection<RecipeId> ids, int idLength) {
        return ids.stream().map(id -> renamed(id, idLength)).toList();
    }

    private static RecipeId renamed(RecipeId id, int idLength) {
        return new RecipeId(id.value() + "-".repeat(idLength - id.value().length()));
    }
}
