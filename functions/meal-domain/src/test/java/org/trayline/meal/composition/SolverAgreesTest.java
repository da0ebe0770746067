package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.composition.RulesByHand.Bound;
import org.trayline.meal.composition.TrayModel.Limit;
import org.trayline.meal.composition.TrayModel.Rule;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;

/// Against a constraint solver that was told the rules and nothing else.
class SolverAgreesTest {
    private static final int OF_EACH_KIND = 250;

    private final TrayComposer composer = new TrayComposer();

    private int composed;
    private int held;
    private int relaxed;
    private final Map<Criterion, Integer> decidedBy = new HashMap<>();

    @Test
    void onFiveHundredMeals() {
        for (int seed = 0; seed < OF_EACH_KIND; seed++) {
            RandomBriefs.Case random = RandomBriefs.middle(seed);
            compare(random.brief(), random.catalog(), "random " + seed);
            Shape shape =
                    new Shape("", 15 + seed % 61, 4 + seed % 3, 4 + seed % 6, 25 * (seed % 3));
            HospitalKitchens kitchens = new HospitalKitchens(shape, seed);
            compare(kitchens.next(), kitchens.catalog(), "hospital " + seed);
        }
        String counts =
                "composed %d, held %d, relaxed %d, decided by %s"
                        .formatted(composed, held, relaxed, decidedBy);
        assertTrue(composed > OF_EACH_KIND, counts);
        assertTrue(held > OF_EACH_KIND / 3, counts);
        assertTrue(relaxed > held / 5 && relaxed < held, counts);
        assertTrue(decidedBy.keySet().size() > 5, counts);
    }

    private void compare(MealBrief brief, Catalog catalog, String meal) {
        RulesByHand rules = new RulesByHand(brief, catalog);
        Composition composition = composer.compose(brief, catalog);
        Proof proof = composition.proof();
        if (rules.dayTotalUnknown()) {
            assertEquals(new Composition.Held(Reason.DAY_TOTAL_UNKNOWN, proof), composition, meal);
            return;
        }
        TrayModel trays = new TrayModel(rules);
        ChocoTrays choco = new ChocoTrays(trays);
        Optional<int[]> best = choco.best(null);

        assertFalse(proof.gaveUp(), meal);
        if (best.isPresent()) {
            composed++;
            List<Optional<Recipe>> first = trays.tray(best.get());
            Set<Flag> flags = rules.atRisk(first) ? Set.of(Flag.AT_RISK) : Set.of();
            assertEquals(
                    new Composition.Composed(rules.items(first), flags, proof), composition, meal);
            ChoiceByHand choice = new ChoiceByHand(rules);
            ExpectedStanding.of(rules, choice, first).assertIs(proof.tray(), meal);
            assertSecond(
                    rules, choice, first, choco.best(best.get()).map(trays::tray), proof, meal);
        } else {
            held++;
            assertEquals(new Composition.Held(Reason.NO_COMPLIANT_TRAY, proof), composition, meal);
            assertCannotHoldTogether(trays.rules(), proof.cannotHoldTogether(), choco, meal);
            assertRelaxation(trays.rules(), choco, proof, meal);
        }
    }

    private void assertSecond(
            RulesByHand rules,
            ChoiceByHand choice,
            List<Optional<Recipe>> first,
            Optional<List<Optional<Recipe>>> second,
            Proof proof,
            String meal) {
        if (second.isEmpty()) {
            assertNull(proof.nextBest(), meal);
            assertNull(proof.decidedBy(), meal);
        } else {
            ExpectedStanding.of(rules, choice, second.get()).assertIs(proof.nextBest(), meal);
            Criterion deciding = choice.firstDifference(first, second.get());
            assertEquals(deciding, proof.decidedBy(), meal);
            decidedBy.merge(deciding, 1, Integer::sum);
        }
    }

    /// No tray keeps to all of the conflict, and some tray keeps to all but any one of it.
    private static void assertCannotHoldTogether(
            List<Rule> rules, List<String> words, ChocoTrays choco, String meal) {
        List<Rule> conflict = rules.stream().filter(rule -> words.contains(rule.words())).toList();
        assertEquals(
                new HashSet<>(words), new HashSet<>(conflict.stream().map(Rule::words).toList()));
        assertFalse(choco.canHoldTogether(conflict), meal);
        for (Rule one : conflict) {
            List<Rule> rest = new ArrayList<>(conflict);
            rest.remove(one);
            assertTrue(choco.canHoldTogether(rest), meal + " without " + one.words());
        }
    }

    private void assertRelaxation(List<Rule> rules, ChocoTrays choco, Proof proof, String meal) {
        Map<Bound, BigDecimal> nearest = new HashMap<>();
        for (Rule rule : rules) {
            if (rule instanceof Limit limit) {
                choco.nearest(limit).ifPresent(sum -> nearest.put(limit.bound(), sum));
            }
        }
        ExpectedRelaxation.of(nearest).assertIs(proof, meal);
        relaxed += proof.relaxation() == null ? 0 : 1;
    }
}
