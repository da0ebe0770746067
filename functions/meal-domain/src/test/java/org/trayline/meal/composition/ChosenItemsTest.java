package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.ChosenItems.Misfit;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// Trays around what was chosen, on kitchens so small that every tray can be tried.
class ChosenItemsTest {
    private static final int KITCHENS = 3000;

    private final TrayComposer composer = new TrayComposer();

    private static List<RecipeId> some(Catalog catalog, long seed) {
        Random random = new Random(seed);
        Set<RecipeId> some = new HashSet<>();
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            some.add(catalog.recipes().get(random.nextInt(catalog.recipes().size())).id());
        }
        return List.copyOf(some);
    }

    private static Set<String> missing(List<Optional<Recipe>> tray, List<RecipeId> chosen) {
        Set<String> missing = new HashSet<>();
        for (RecipeId id : chosen) {
            if (tray.stream().flatMap(Optional::stream).noneMatch(r -> r.id().equals(id))) {
                missing.add("chosen item " + id);
            }
        }
        return missing;
    }

    /// The best tray of those that have every chosen item and break no rule; where there is none, a
    /// conflict from which nothing can be left out.
    @Test
    void theRestIsTheBestThereIsAroundThem() {
        int composed = 0;
        int held = 0;
        for (long seed = 0; seed < KITCHENS; seed++) {
            RandomBriefs.Case random = RandomBriefs.small(seed);
            RulesByHand rules = new RulesByHand(random.brief(), random.catalog());
            if (rules.dayTotalUnknown()) {
                continue;
            }
            List<RecipeId> chosen = some(random.catalog(), seed);
            MealBrief brief = BriefCopy.withChosen(random.brief(), chosen);
            List<List<Optional<Recipe>>> fitting = new ArrayList<>();
            List<Set<String>> broken = new ArrayList<>();
            for (List<Optional<Recipe>> tray : rules.trays()) {
                Set<String> breaks = new HashSet<>(rules.broken(tray));
                breaks.addAll(missing(tray, chosen));
                broken.add(breaks);
                if (breaks.isEmpty()) {
                    fitting.add(tray);
                }
            }
            Composition composition = composer.compose(brief, random.catalog());
            List<Misfit> misfits = ChosenItems.misfits(brief, random.catalog(), composer);
            String kitchen = "kitchen " + seed + " " + chosen;
            assertEquals(fitting.isEmpty(), !misfits.isEmpty(), kitchen);
            if (fitting.isEmpty()) {
                held++;
                assertEquals(
                        Reason.NO_COMPLIANT_TRAY,
                        assertInstanceOf(Composition.Held.class, composition, kitchen).reason());
                assertMinimal(composition.proof().cannotHoldTogether(), broken, kitchen);
            } else {
                composed++;
                fitting.sort(new ChoiceByHand(rules).order());
                assertEquals(
                        rules.items(fitting.getFirst()),
                        assertInstanceOf(Composition.Composed.class, composition, kitchen).items(),
                        kitchen);
                assertEquals(brief.chosen(), composition.proof().brief().chosen(), kitchen);
            }
        }
        assertTrue(composed > KITCHENS / 20 && held > KITCHENS / 4, composed + " " + held);
    }

    private static void assertMinimal(
            List<String> conflict, List<Set<String>> broken, String kitchen) {
        assertTrue(!satisfiable(conflict, broken), kitchen);
        for (String one : conflict) {
            List<String> rest = new ArrayList<>(conflict);
            rest.remove(one);
            assertTrue(satisfiable(rest, broken), kitchen + " without " + one + " of " + conflict);
        }
    }

    private static boolean satisfiable(List<String> requirements, List<Set<String>> broken) {
        return broken.stream()
                .anyMatch(breaks -> requirements.stream().noneMatch(breaks::contains));
    }

    @Test
    void whatStandsAgainstAnItemIsToldPerItem() {
        RandomBriefs.Case random = RandomBriefs.small(1);
        RecipeId unknown = new RecipeId("no-such-recipe");
        List<Misfit> misfits =
                ChosenItems.misfits(
                        BriefCopy.withChosen(random.brief(), List.of(unknown)),
                        random.catalog(),
                        composer);
        assertEquals(List.of(new Misfit(unknown, "UNKNOWN_RECIPE")), misfits);
    }

    @Test
    void anItemThatARuleKeepsOffIsToldWithThatRule() {
        int told = 0;
        for (long seed = 0; seed < 200; seed++) {
            RandomBriefs.Case random = RandomBriefs.small(seed);
            RulesByHand rules = new RulesByHand(random.brief(), random.catalog());
            MealPeriod period = random.brief().mealPeriod();
            for (Rejection rejection : rules.rejected()) {
                RecipeId id = rejection.recipes().getFirst();
                assertTrue(
                        ChosenItems.misfits(
                                        BriefCopy.withChosen(random.brief(), List.of(id)),
                                        random.catalog(),
                                        composer)
                                .contains(new Misfit(id, rejection.rule().name())),
                        () -> id + " at " + period + " by " + rejection);
                told++;
            }
        }
        assertTrue(told > 200, "told " + told);
    }
}
