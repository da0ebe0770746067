package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.Recipe;

/// On kitchens so small that every tray can be tried.
class EveryTrayTriedTest {
    private static final int KITCHENS = 3000;

    private final TrayComposer composer = new TrayComposer();

    @Test
    void composesTheTrayThatComesFirstOfAll() {
        Map<Reason, Integer> held = new EnumMap<>(Reason.class);
        for (long seed = 0; seed < KITCHENS; seed++) {
            RandomBriefs.Case random = RandomBriefs.small(seed);
            RulesByHand rules = new RulesByHand(random.brief(), random.catalog());
            Composition composition = composer.compose(random.brief(), random.catalog());
            String kitchen = "kitchen " + seed;

            assertEquals(rules.rejected(), composition.proof().rejected(), kitchen);
            if (rules.dayTotalUnknown()) {
                assertHeld(Reason.DAY_TOTAL_UNKNOWN, composition, kitchen);
                assertEquals(null, composition.proof().targetKcal(), kitchen);
                held.merge(Reason.DAY_TOTAL_UNKNOWN, 1, Integer::sum);
                continue;
            }
            assertEquals(rules.target(), composition.proof().targetKcal(), kitchen);
            List<Set<String>> broken = new ArrayList<>();
            List<List<Optional<Recipe>>> compliant = new ArrayList<>();
            for (List<Optional<Recipe>> tray : rules.trays()) {
                Set<String> breaks = rules.broken(tray);
                broken.add(breaks);
                if (breaks.isEmpty()) {
                    compliant.add(tray);
                }
            }
            if (compliant.isEmpty()) {
                assertHeld(Reason.NO_COMPLIANT_TRAY, composition, kitchen);
                assertMinimal(composition.proof().cannotHoldTogether(), broken, kitchen);
                held.merge(Reason.NO_COMPLIANT_TRAY, 1, Integer::sum);
            } else {
                List<Optional<Recipe>> best = compliant.stream().min(rules.order()).orElseThrow();
                Set<Flag> flags = rules.atRisk(best) ? Set.of(Flag.AT_RISK) : Set.of();
                assertEquals(
                        new Composition.Composed(items(rules, best), flags, composition.proof()),
                        composition,
                        kitchen);
            }
        }
        assertTrue(held.getOrDefault(Reason.NO_COMPLIANT_TRAY, 0) > KITCHENS / 10, held::toString);
        assertTrue(held.getOrDefault(Reason.NO_COMPLIANT_TRAY, 0) < KITCHENS / 2, held::toString);
    }

    private static void assertHeld(Reason reason, Composition composition, String kitchen) {
        assertEquals(new Composition.Held(reason, composition.proof()), composition, kitchen);
    }

    /// No tray keeps to all of the conflict, and some tray keeps to all but any one of it.
    private static void assertMinimal(
            List<String> conflict, List<Set<String>> broken, String kitchen) {
        assertFalse(satisfiable(conflict, broken), kitchen);
        for (String one : conflict) {
            List<String> rest = new ArrayList<>(conflict);
            rest.remove(one);
            assertTrue(satisfiable(rest, broken), kitchen + " without " + one + " of " + conflict);
        }
    }

    private static boolean satisfiable(List<String> requirements, List<Set<String>> broken) {
        Set<String> required = new HashSet<>(requirements);
        return broken.stream().anyMatch(breaks -> breaks.stream().noneMatch(required::contains));
    }

    private static List<TrayItem> items(RulesByHand rules, List<Optional<Recipe>> tray) {
        List<TrayItem> items = new ArrayList<>();
        for (int i = 0; i < tray.size(); i++) {
            String slot = rules.slots().get(i).slot();
            tray.get(i).ifPresent(recipe -> items.add(new TrayItem(slot, recipe.id())));
        }
        return items;
    }
}
