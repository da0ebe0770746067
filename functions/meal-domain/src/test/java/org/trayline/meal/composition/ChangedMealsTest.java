package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.composition.Proof.RankedTray;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// What must come of it when one thing about a meal changes: no second implementation is needed to
/// know.
class ChangedMealsTest {
    private static final int MEALS = 800;

    private final TrayComposer composer = new TrayComposer();

    /// @param before what was composed of it
    private record Meal(
            MealBrief brief, Catalog catalog, Composition before, Random random, String name) {
        RankedTray tray() {
            RankedTray tray = before.proof().tray();
            if (tray == null) {
                throw new IllegalStateException(name + " has no tray");
            }
            return tray;
        }

        Recipe anyRecipe() {
            return any(catalog.recipes());
        }

        <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        boolean isOnTray(RecipeId recipe) {
            return tray().items().stream().anyMatch(item -> item.recipeId().equals(recipe));
        }
    }

    private interface Check {
        /// @return 1 where the change could be tried
        int on(Meal meal);
    }

    private void onAllMeals(int atLeast, Check check) {
        int tried = 0;
        for (int seed = 0; seed < MEALS; seed++) {
            Random random = new Random(seed);
            RandomBriefs.Case drawn =
                    switch (seed % 4) {
                        case 0, 1 -> RandomBriefs.small(seed);
                        case 2 -> RandomBriefs.middle(seed);
                        default -> hospital(seed);
                    };
            Composition before = composer.compose(drawn.brief(), drawn.catalog());
            tried +=
                    check.on(
                            new Meal(
                                    drawn.brief(),
                                    drawn.catalog(),
                                    before,
                                    random,
                                    "meal " + seed));
        }
        assertTrue(tried >= atLeast, "tried on " + tried);
    }

    private static RandomBriefs.Case hospital(int seed) {
        Shape shape = new Shape("", 30 + seed % 50, 3 + seed % 4, seed % 9, 25);
        HospitalKitchens kitchens = new HospitalKitchens(shape, seed);
        return new RandomBriefs.Case(kitchens.next(), kitchens.catalog());
    }

    /// Of a recipe for this meal alone: one for a later meal may have to be kept a reserve for.
    @Test
    void anAddedRecipeNeverMakesTheTrayWorse() {
        onAllMeals(
                MEALS,
                meal -> {
                    Recipe like = meal.anyRecipe();
                    Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(like.nutrients());
                    nutrients.put(
                            Nutrient.SODIUM_MG, BigDecimal.valueOf(meal.random().nextInt(100)));
                    List<Recipe> more = new ArrayList<>(meal.catalog().recipes());
                    more.add(
                            new Recipe(
                                    new RecipeId("added"),
                                    like.course(),
                                    Set.of(meal.brief().mealPeriod()),
                                    like.kind(),
                                    like.textures(),
                                    like.drinkThickness(),
                                    like.dietTags(),
                                    like.allergens(),
                                    nutrients,
                                    like.costCents()));
                    return assertNotWorse(meal, meal.brief(), catalog(meal, more));
                });
    }

    @Test
    void aLooserLimitNeverMakesTheTrayWorse() {
        onAllMeals(
                MEALS / 2,
                meal -> {
                    List<NutrientLimit> limits = new ArrayList<>(meal.brief().profile().limits());
                    if (limits.isEmpty()) {
                        return 0;
                    }
                    int i = meal.random().nextInt(limits.size());
                    NutrientLimit limit = limits.get(i);
                    BigDecimal less = new BigDecimal("0.85");
                    BigDecimal more = new BigDecimal("1.15");
                    limits.set(
                            i,
                            new NutrientLimit(
                                    limit.nutrient(),
                                    limit.per(),
                                    times(limit.min(), less),
                                    times(limit.max(), more)));
                    return assertNotWorse(
                            meal, BriefCopy.withLimits(meal.brief(), limits), meal.catalog());
                });
    }

    @Test
    void anAddedAllergyNeverAddsAnItemThatItExcludes() {
        onAllMeals(
                MEALS / 4,
                meal -> {
                    Allergen allergen = meal.any(List.of(Allergen.values()));
                    boolean gluten = allergen == Allergen.WHEAT || allergen == Allergen.GLUTEN;
                    Composition after =
                            composer.compose(
                                    BriefCopy.withAllergy(meal.brief(), allergen), meal.catalog());
                    RankedTray tray = after.proof().tray();
                    if (tray == null) {
                        return 0;
                    }
                    for (TrayItem item : tray.items()) {
                        Set<Allergen> held = meal.catalog().recipe(item.recipeId()).allergens();
                        assertTrue(
                                held != null
                                        && !held.contains(allergen)
                                        && !(gluten && held.contains(Allergen.WHEAT))
                                        && !(gluten && held.contains(Allergen.GLUTEN)),
                                () -> meal.name() + " " + item + " with " + allergen);
                    }
                    // Without a later meal, whose reserve the allergy may make smaller.
                    boolean last =
                            meal.brief().mealTimes().getLast().mealPeriod()
                                    == meal.brief().mealPeriod();
                    if (last) {
                        assertNoBetter(tray, meal.before().proof().tray(), meal);
                    }
                    return 1;
                });
    }

    @Test
    void aDislikedOrRecentRecipeNeverMakesTheTrayBetter() {
        onAllMeals(
                MEALS / 2,
                meal -> {
                    RecipeId recipe = meal.anyRecipe().id();
                    if (meal.before().proof().tray() == null) {
                        return 0;
                    }
                    for (MealBrief brief :
                            List.of(
                                    BriefCopy.withDislike(meal.brief(), recipe),
                                    BriefCopy.withRecentItem(meal.brief(), recipe))) {
                        RankedTray tray = composer.compose(brief, meal.catalog()).proof().tray();
                        assertNoBetter(tray, meal.tray(), meal);
                        if (!meal.isOnTray(recipe)) {
                            assertEquals(meal.tray(), tray, meal.name());
                        }
                    }
                    return 1;
                });
    }

    @Test
    void aSoldOutRecipeChangesOnlyTheTrayThatItWasOn() {
        onAllMeals(
                MEALS / 2,
                meal -> {
                    if (meal.before().proof().tray() == null) {
                        return 0;
                    }
                    RecipeId other = meal.anyRecipe().id();
                    if (!meal.isOnTray(other)) {
                        assertEquals(meal.tray(), withoutRecipe(meal, other), meal.name());
                    }
                    RankedTray second = meal.before().proof().nextBest();
                    for (TrayItem item : meal.tray().items()) {
                        RankedTray tray = withoutRecipe(meal, item.recipeId());
                        assertNoBetter(tray, second == null ? meal.tray() : second, meal);
                        boolean stands =
                                second != null
                                        && second.items().stream()
                                                .map(TrayItem::recipeId)
                                                .noneMatch(item.recipeId()::equals);
                        if (stands) {
                            assertEquals(second, tray, meal.name());
                        }
                    }
                    return 1;
                });
    }

    private @Nullable RankedTray withoutRecipe(Meal meal, RecipeId recipe) {
        MealBrief brief = BriefCopy.withSoldOut(meal.brief(), recipe);
        return composer.compose(brief, meal.catalog()).proof().tray();
    }

    @Test
    void anItemOfTheTrayThatGetsCheaperStaysOnIt() {
        onAllMeals(
                MEALS / 4,
                meal -> {
                    if (meal.before().proof().tray() == null || meal.tray().items().isEmpty()) {
                        return 0;
                    }
                    RecipeId cheaper = meal.tray().items().getFirst().recipeId();
                    List<Recipe> recipes =
                            meal.catalog().recipes().stream()
                                    .map(each -> each.id().equals(cheaper) ? free(each) : each)
                                    .toList();
                    RankedTray tray =
                            composer.compose(meal.brief(), catalog(meal, recipes)).proof().tray();
                    assertEquals(
                            meal.tray().items(), tray == null ? null : tray.items(), meal.name());
                    return 1;
                });
    }

    @Test
    void theUnitOfANutrientDoesNotMatter() {
        onAllMeals(
                MEALS,
                meal -> {
                    Set<Nutrient> allButKcal =
                            EnumSet.complementOf(EnumSet.of(Nutrient.ENERGY_KCAL));
                    Nutrient nutrient = meal.any(List.copyOf(allButKcal));
                    BigDecimal thousand = BigDecimal.valueOf(1000);
                    return assertSameButForFigures(
                            meal, each -> each.multiply(thousand), Set.of(nutrient));
                });
    }

    @Test
    void zerosAfterTheLastDecimalDoNotMatter() {
        onAllMeals(
                MEALS,
                meal ->
                        assertSameButForFigures(
                                meal,
                                each -> each.setScale(each.scale() + 4),
                                Set.of(Nutrient.values())));
    }

    private int assertSameButForFigures(
            Meal meal, UnaryOperator<BigDecimal> figure, Set<Nutrient> nutrients) {
        List<Recipe> recipes =
                meal.catalog().recipes().stream()
                        .map(recipe -> withFigures(recipe, figure, nutrients))
                        .toList();
        List<NutrientLimit> limits =
                meal.brief().profile().limits().stream()
                        .map(
                                limit ->
                                        nutrients.contains(limit.nutrient())
                                                ? withFigures(limit, figure)
                                                : limit)
                        .toList();
        MealBrief brief = BriefCopy.withLimits(meal.brief(), limits);
        assertSameTrays(meal, composer.compose(brief, catalog(meal, recipes)));
        return 1;
    }

    @Test
    void theOrderOfRecipesDoesNotMatter() {
        onAllMeals(
                MEALS,
                meal -> {
                    List<Recipe> shuffled = new ArrayList<>(meal.catalog().recipes());
                    Collections.shuffle(shuffled, meal.random());
                    assertEquals(
                            meal.before(),
                            composer.compose(meal.brief(), catalog(meal, shuffled)),
                            meal.name());
                    return 1;
                });
    }

    /// Not of what cannot hold together: where several sets cannot, the order decides which is
    /// shown.
    @Test
    void theOrderOfLimitsDoesNotMatter() {
        onAllMeals(
                MEALS,
                meal -> {
                    List<NutrientLimit> shuffled = new ArrayList<>(meal.brief().profile().limits());
                    Collections.shuffle(shuffled, meal.random());
                    MealBrief brief = BriefCopy.withLimits(meal.brief(), shuffled);
                    Composition after = composer.compose(brief, meal.catalog());
                    assertEquals(meal.before().proof().tray(), after.proof().tray(), meal.name());
                    assertEquals(
                            meal.before().proof().nextBest(),
                            after.proof().nextBest(),
                            meal.name());
                    assertEquals(
                            meal.before().proof().relaxation() == null,
                            after.proof().relaxation() == null,
                            meal.name());
                    return 1;
                });
    }

    // What the changes share

    /// @return 1 where there was a tray before
    private int assertNotWorse(Meal meal, MealBrief brief, Catalog catalog) {
        Composition after = composer.compose(brief, catalog);
        if (meal.before().proof().tray() != null) {
            assertNoBetter(meal.tray(), after.proof().tray(), meal);
            assertTrue(after.proof().tray() != null, meal.name());
        }
        return 1;
    }

    private static void assertNoBetter(
            @Nullable RankedTray one, @Nullable RankedTray other, Meal meal) {
        if (one != null) {
            assertTrue(
                    other != null && compare(one, other, meal) >= 0,
                    () -> meal.name() + ": " + one + " before " + other);
        }
    }

    private static int compare(RankedTray one, RankedTray other, Meal meal) {
        for (Criterion criterion : Criterion.values()) {
            int compared =
                    criterion == Criterion.RECIPE_IDS
                            ? ids(one, meal).compareTo(ids(other, meal))
                            : ExpectedStanding.figure(one.standing(), criterion)
                                    .compareTo(
                                            ExpectedStanding.figure(other.standing(), criterion));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /// Slot by slot, a slot that is empty after any id. No id has a tilde, or anything before the
    /// blank that ends it.
    private static String ids(RankedTray tray, Meal meal) {
        StringBuilder ids = new StringBuilder();
        meal.brief().slots().stream()
                .filter(slot -> slot.mealPeriod() == meal.brief().mealPeriod())
                .forEach(
                        slot ->
                                ids.append(
                                                tray.items().stream()
                                                        .filter(i -> i.slot().equals(slot.slot()))
                                                        .map(item -> item.recipeId().value())
                                                        .findFirst()
                                                        .orElse("~"))
                                        .append(' '));
        return ids.toString();
    }

    private static void assertSameTrays(Meal meal, Composition after) {
        Proof before = meal.before().proof();
        assertEquals(meal.before().getClass(), after.getClass(), meal.name());
        assertEquals(items(before.tray()), items(after.proof().tray()), meal.name());
        assertEquals(items(before.nextBest()), items(after.proof().nextBest()), meal.name());
        assertEquals(before.decidedBy(), after.proof().decidedBy(), meal.name());
        assertEquals(
                withoutNumbers(before.cannotHoldTogether()),
                withoutNumbers(after.proof().cannotHoldTogether()),
                meal.name());
    }

    private static @Nullable List<TrayItem> items(@Nullable RankedTray tray) {
        return tray == null ? null : tray.items();
    }

    private static List<String> withoutNumbers(List<String> words) {
        return words.stream().map(each -> each.replaceFirst(" [0-9.]+$", "")).toList();
    }

    private static Catalog catalog(Meal meal, List<Recipe> recipes) {
        return new Catalog(meal.catalog().facilityId(), meal.catalog().version(), recipes);
    }

    private static Recipe withFigures(
            Recipe recipe, UnaryOperator<BigDecimal> figure, Set<Nutrient> nutrients) {
        Map<Nutrient, BigDecimal> changed = new EnumMap<>(recipe.nutrients());
        changed.replaceAll(
                (each, amount) -> nutrients.contains(each) ? figure.apply(amount) : amount);
        return with(recipe, changed, recipe.costCents());
    }

    private static NutrientLimit withFigures(
            NutrientLimit limit, UnaryOperator<BigDecimal> figure) {
        BigDecimal min = limit.min();
        BigDecimal max = limit.max();
        return new NutrientLimit(
                limit.nutrient(),
                limit.per(),
                min == null ? null : figure.apply(min),
                max == null ? null : figure.apply(max));
    }

    private static @Nullable BigDecimal times(@Nullable BigDecimal value, BigDecimal factor) {
        return value == null ? null : value.multiply(factor);
    }

    private static Recipe free(Recipe recipe) {
        return with(recipe, recipe.nutrients(), 0);
    }

    private static Recipe with(
            Recipe recipe, Map<Nutrient, BigDecimal> nutrients, @Nullable Integer costCents) {
        return new Recipe(
                recipe.id(),
                recipe.course(),
                recipe.mealPeriods(),
                recipe.kind(),
                recipe.textures(),
                recipe.drinkThickness(),
                recipe.dietTags(),
                recipe.allergens(),
                nutrients,
                costCents);
    }
}
