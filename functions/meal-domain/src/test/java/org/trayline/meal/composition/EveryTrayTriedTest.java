package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.RulesByHand.Bound;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.recipe.Recipe;

/// On kitchens so small that every tray can be tried.
class EveryTrayTriedTest {
    private static final int KITCHENS = 3000;

    private final TrayComposer composer = new TrayComposer();

    @Test
    void composesTheTrayThatComesFirstOfAll() {
        Map<Reason, Integer> held = new EnumMap<>(Reason.class);
        int relaxed = 0;
        for (long seed = 0; seed < KITCHENS; seed++) {
            RandomBriefs.Case random = RandomBriefs.small(seed);
            RulesByHand rules = new RulesByHand(random.brief(), random.catalog());
            Composition composition = composer.compose(random.brief(), random.catalog());
            Proof proof = composition.proof();
            String kitchen = "kitchen " + seed;

            assertEquals(rules.rejected(), proof.rejected(), kitchen);
            assertFalse(proof.gaveUp(), kitchen);
            if (rules.dayTotalUnknown()) {
                assertHeld(Reason.DAY_TOTAL_UNKNOWN, composition, kitchen);
                assertNull(proof.target(), kitchen);
                held.merge(Reason.DAY_TOTAL_UNKNOWN, 1, Integer::sum);
                continue;
            }
            ChoiceByHand choice = new ChoiceByHand(rules);
            assertEquals(choice.target(), target(proof), kitchen);
            List<List<Optional<Recipe>>> trays = rules.trays();
            List<Set<String>> broken = new ArrayList<>();
            List<List<Optional<Recipe>>> compliant = new ArrayList<>();
            for (List<Optional<Recipe>> tray : trays) {
                Set<String> breaks = rules.broken(tray);
                broken.add(breaks);
                if (breaks.isEmpty()) {
                    compliant.add(tray);
                }
            }
            if (compliant.isEmpty()) {
                assertHeld(Reason.NO_COMPLIANT_TRAY, composition, kitchen);
                assertMinimal(proof.cannotHoldTogether(), broken, kitchen);
                ExpectedRelaxation.of(nearest(rules, trays, broken)).assertIs(proof, kitchen);
                held.merge(Reason.NO_COMPLIANT_TRAY, 1, Integer::sum);
                relaxed += proof.relaxation() == null ? 0 : 1;
            } else {
                List<List<Optional<Recipe>>> ranked =
                        compliant.stream().sorted(choice.order()).toList();
                List<Optional<Recipe>> best = ranked.getFirst();
                Set<Flag> flags = rules.atRisk(best) ? Set.of(Flag.AT_RISK) : Set.of();
                assertEquals(
                        new Composition.Composed(rules.items(best), flags, proof),
                        composition,
                        kitchen);
                assertSecond(rules, choice, ranked, proof, kitchen);
            }
        }
        int none = held.getOrDefault(Reason.NO_COMPLIANT_TRAY, 0);
        assertTrue(none > KITCHENS / 10 && none < KITCHENS / 2, held::toString);
        assertTrue(relaxed > none / 5 && relaxed < none, "relaxed " + relaxed + " of " + none);
    }

    private static @Nullable Integer target(Proof proof) {
        KcalTarget target = proof.target();
        return target == null ? null : Integer.valueOf(target.kcal());
    }

    /// @param ranked every compliant tray, the best first
    private static void assertSecond(
            RulesByHand rules,
            ChoiceByHand choice,
            List<List<Optional<Recipe>>> ranked,
            Proof proof,
            String kitchen) {
        ExpectedStanding.of(rules, choice, ranked.getFirst()).assertIs(proof.tray(), kitchen);
        if (ranked.size() == 1) {
            assertNull(proof.nextBest(), kitchen);
            assertNull(proof.decidedBy(), kitchen);
        } else {
            ExpectedStanding.of(rules, choice, ranked.get(1)).assertIs(proof.nextBest(), kitchen);
            assertEquals(
                    choice.firstDifference(ranked.get(0), ranked.get(1)),
                    proof.decidedBy(),
                    kitchen);
        }
    }

    private static void assertHeld(Reason reason, Composition composition, String kitchen) {
        assertEquals(new Composition.Held(reason, composition.proof()), composition, kitchen);
    }

    /// By limit, the sum nearest to it of the trays that break this limit alone.
    private static Map<Bound, BigDecimal> nearest(
            RulesByHand rules, List<List<Optional<Recipe>>> trays, List<Set<String>> broken) {
        Map<Bound, BigDecimal> nearest = new HashMap<>();
        for (Bound bound : rules.bounds()) {
            for (int i = 0; i < trays.size(); i++) {
                if (broken.get(i).equals(Set.of(bound.words()))) {
                    BigDecimal sum = RulesByHand.sum(trays.get(i), bound.limit().nutrient());
                    nearest.merge(
                            bound,
                            sum,
                            switch (bound.side()) {
                                case MIN -> BigDecimal::max;
                                case MAX -> BigDecimal::min;
                            });
                }
            }
        }
        return nearest;
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
}
