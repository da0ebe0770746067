package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
                assertNull(composition.proof().target(), kitchen);
                held.merge(Reason.DAY_TOTAL_UNKNOWN, 1, Integer::sum);
                continue;
            }
            assertEquals(rules.target(), target(composition.proof()), kitchen);
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
                List<List<Optional<Recipe>>> ranked =
                        compliant.stream().sorted(rules.order()).toList();
                List<Optional<Recipe>> best = ranked.getFirst();
                Set<Flag> flags = rules.atRisk(best) ? Set.of(Flag.AT_RISK) : Set.of();
                assertEquals(
                        new Composition.Composed(items(rules, best), flags, composition.proof()),
                        composition,
                        kitchen);
                assertSecond(rules, ranked, composition.proof(), kitchen);
            }
        }
        assertTrue(held.getOrDefault(Reason.NO_COMPLIANT_TRAY, 0) > KITCHENS / 10, held::toString);
        assertTrue(held.getOrDefault(Reason.NO_COMPLIANT_TRAY, 0) < KITCHENS / 2, held::toString);
    }

    private static @Nullable Integer target(Proof proof) {
        KcalTarget target = proof.target();
        return target == null ? null : Integer.valueOf(target.kcal());
    }

    /// @param ranked every compliant tray, the best first
    private static void assertSecond(
            RulesByHand rules, List<List<Optional<Recipe>>> ranked, Proof proof, String kitchen) {
        assertStanding(rules, ranked.getFirst(), proof.tray(), kitchen);
        if (ranked.size() == 1) {
            assertNull(proof.nextBest(), kitchen);
            assertNull(proof.decidedBy(), kitchen);
        } else {
            assertStanding(rules, ranked.get(1), proof.nextBest(), kitchen);
            assertEquals(
                    rules.firstDifference(ranked.get(0), ranked.get(1)),
                    proof.decidedBy(),
                    kitchen);
        }
    }

    private static void assertStanding(
            RulesByHand rules,
            List<Optional<Recipe>> expected,
            Proof.@Nullable RankedTray tray,
            String kitchen) {
        assertNotNull(tray, kitchen);
        assertEquals(items(rules, expected), tray.items(), kitchen);
        Standing standing = tray.standing();
        rules.criteria(expected)
                .forEach(
                        (criterion, value) ->
                                assertEquals(
                                        0,
                                        value.compareTo(figure(standing, criterion)),
                                        () -> kitchen + " " + criterion + " is not " + value));
    }

    private static BigDecimal figure(Standing standing, Criterion criterion) {
        return switch (criterion) {
            case KCAL_STEPS_150 -> BigDecimal.valueOf(standing.kcalSteps150());
            case OPTIONAL_SLOTS_EMPTY -> BigDecimal.valueOf(standing.optionalSlotsEmpty());
            case DISLIKED_ITEMS -> BigDecimal.valueOf(standing.dislikedItems());
            case KCAL_STEPS_50 -> BigDecimal.valueOf(standing.kcalSteps50());
            case RECENT_ITEMS -> BigDecimal.valueOf(standing.recentItems());
            case COST_CENTS -> BigDecimal.valueOf(standing.costCents());
            case KCAL_FROM_TARGET -> standing.kcalFromTarget();
            case RECIPE_IDS -> throw new IllegalArgumentException("not a figure");
        };
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
