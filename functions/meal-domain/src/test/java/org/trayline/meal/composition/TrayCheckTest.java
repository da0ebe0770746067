package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RejectionRule;

/// A tray that the composer makes keeps to every rule; of any other the check finds what
/// [RulesByHand], which shares no code with it, finds.
class TrayCheckTest {
    private static final int MEALS = 1_000;
    private static final int TRAYS_PER_MEAL = 4;

    /// Rules of an item that both call by the same names; the others are said in other words.
    private static final Pattern OF_AN_ITEM =
            Pattern.compile(
                    "("
                            + Arrays.stream(RejectionRule.values())
                                    .map(RejectionRule::name)
                                    .collect(Collectors.joining("|"))
                            + ") \\S+ (\\S+)");

    private static final Pattern OTHERWISE =
            Pattern.compile("(SLOT|TWICE) .*|\\S+ twice|two in slot .*|\\S+ is no .*|no slot .*");

    @Test
    void whatWasJustComposedKeepsToEveryRule() {
        int composed = 0;
        for (int seed = 0; seed < MEALS; seed++) {
            RandomBriefs.Case random = RandomBriefs.small(seed);
            if (new TrayComposer().compose(random.brief(), random.catalog())
                    instanceof Composition.Composed tray) {
                composed++;
                assertEquals(
                        new TrayCheck(List.of(), true),
                        TrayCheck.of(tray.items(), random.brief(), random.catalog()),
                        "small " + seed);
            }
        }
        assertTrue(composed > MEALS / 10, "meals with a tray: " + composed);
    }

    @Test
    void ofAnyTrayItFindsWhatIsFoundByHand() {
        int unknown = 0;
        Set<String> rules = new TreeSet<>();
        for (int seed = 0; seed < MEALS; seed++) {
            RandomBriefs.Case random = RandomBriefs.small(seed);
            for (int i = 0; i < TRAYS_PER_MEAL; i++) {
                List<TrayItem> tray = anyTray(random, new Random((long) seed * TRAYS_PER_MEAL + i));
                TrayCheck check = TrayCheck.of(tray, random.brief(), random.catalog());
                List<String> byHand =
                        new RulesByHand(random.brief(), random.catalog()).wrongWith(tray);
                String meal = "small " + seed + ": " + tray;
                if (!check.dayTotalKnown()) {
                    unknown++;
                    assertEquals(List.of("the day's total is unknown"), byHand, meal);
                    continue;
                }
                assertEquals(byHand.isEmpty(), check.misfits().isEmpty(), meal);
                assertEquals(ofItemsAndLimits(byHand), ofItemsAndLimits(byTheCheck(check)), meal);
                check.misfits().forEach(misfit -> rules.add(misfit.split(" ", -1)[0]));
            }
        }
        assertTrue(unknown > 0, "no day's total was unknown");
        assertTrue(
                rules.containsAll(
                        Set.of("ALLERGEN", "TEXTURE", "DIET_TAG", "SOLD_OUT", "sodium_mg")),
                rules::toString);
    }

    /// In the words of [RulesByHand], which looks at limits only where the items are in order.
    private static List<String> byTheCheck(TrayCheck check) {
        List<String> items =
                check.misfits().stream()
                        .map(OF_AN_ITEM::matcher)
                        .filter(Matcher::matches)
                        .map(item -> item.group(2) + " " + item.group(1))
                        .toList();
        boolean inOrder =
                items.isEmpty() && check.misfits().stream().noneMatch(m -> m.startsWith("TWICE"));
        return inOrder ? check.misfits() : items;
    }

    private static Set<String> ofItemsAndLimits(List<String> wrong) {
        return wrong.stream()
                .filter(words -> !OTHERWISE.matcher(words).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Mostly recipes of the slot's course, one for most of the slots.
    private static List<TrayItem> anyTray(RandomBriefs.Case random, Random chance) {
        MealBrief brief = random.brief();
        Catalog catalog = random.catalog();
        List<TrayItem> tray = new ArrayList<>();
        for (MealSlot slot : brief.slots()) {
            if (slot.mealPeriod() != brief.mealPeriod() || chance.nextInt(5) == 0) {
                continue;
            }
            List<Recipe> recipes =
                    catalog.recipes().stream()
                            .filter(
                                    recipe ->
                                            slot.courses().contains(recipe.course())
                                                    || chance.nextInt(20) == 0)
                            .toList();
            if (!recipes.isEmpty()) {
                tray.add(
                        new TrayItem(
                                slot.slot(), recipes.get(chance.nextInt(recipes.size())).id()));
            }
        }
        return tray;
    }
}
