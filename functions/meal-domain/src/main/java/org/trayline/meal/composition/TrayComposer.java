package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.ProofDraft.Chosen;
import org.trayline.meal.composition.ProofDraft.Second;
import org.trayline.meal.composition.TrayChoice.Trays;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.recipe.Catalog;

/// Finds the best tray that breaks no rule, or proves that there is none. Exact: no figure is
/// rounded and no tray is passed over that could be better.
///
/// Stateless, and so safe to share between threads.
public final class TrayComposer {
    /// Some 100 to 250 ms on a slow core; what a hospital asks for takes a thousandth of it.
    static final long MOST_STEPS = 20_000_000;

    private final long mostSteps;

    public TrayComposer() {
        this(MOST_STEPS);
    }

    /// @param mostSteps after which a search is given up
    TrayComposer(long mostSteps) {
        this.mostSteps = mostSteps;
    }

    /// @throws IllegalArgumentException where the brief names a recipe or a meal period that is
    ///     unknown
    /// @throws ArithmeticException where an amount or the target is too large to be added up
    ///     exactly
    public Composition compose(MealBrief brief, Catalog catalog) {
        List<NutrientLimit> limits = limits(brief.profile());
        List<MealSlot> slots =
                brief.slots().stream()
                        .filter(slot -> slot.mealPeriod() == brief.mealPeriod())
                        .toList();
        AllowedRecipes allowed = AllowedRecipes.at(brief.mealPeriod(), brief, catalog);
        DayTotals totals = DayTotals.of(brief, catalog, nutrientsOfTheDay(limits));
        ProofDraft proof =
                new ProofDraft(catalog.version(), brief, limits, totals, allowed.rejected());
        BigDecimal eatenKcal = totals.eaten(Nutrient.ENERGY_KCAL);
        if (eatenKcal == null || !totals.known()) {
            return new Composition.Held(Reason.DAY_TOTAL_UNKNOWN, proof.dayTotalUnknown());
        }
        KcalTarget target = KcalTarget.of(brief, eatenKcal, totals.laterMealsWithoutTray());
        List<Requirement> requirements = Requirement.of(limits, totals, slots, brief.chosen());
        TrayTable table = TrayTable.of(brief, slots, allowed.recipes(), requirements);
        StepBudget budget = new StepBudget(mostSteps);
        try {
            TrayBounds bounds = table.bounds(requirements);
            return new TrayChoice(table, bounds, target.kcal(), budget)
                    .firstTwo()
                    .map(trays -> composed(trays, new Ranking(brief, slots, table, target), proof))
                    .orElseGet(() -> held(table, requirements, target, budget, proof));
        } catch (StepBudget.Exhausted _) {
            return new Composition.Held(Reason.NO_COMPLIANT_TRAY, proof.gaveUp(target));
        }
    }

    private static Composition composed(Trays trays, Ranking ranking, ProofDraft proof) {
        Chosen tray = ranking.of(trays.best);
        int[] next = trays.next;
        Second second = new Second(next == null ? null : ranking.of(next).ranked(), trays.gaveUp);
        Proof composed = proof.composed(ranking.target(), tray, second);
        return new Composition.Composed(
                tray.ranked().items(), flags(proof.brief(), composed), composed);
    }

    private static Composition held(
            TrayTable table,
            List<Requirement> requirements,
            KcalTarget target,
            StepBudget budget,
            ProofDraft proof) {
        List<String> words = List.of();
        LimitRelaxation least = null;
        boolean gaveUp = false;
        try {
            List<Requirement> conflict = Conflict.minimal(table, requirements, budget);
            words = conflict.stream().map(Requirement::words).toList();
            least = LeastRelaxation.of(table, requirements, conflict, budget).orElse(null);
        } catch (StepBudget.Exhausted _) {
            gaveUp = true;
        }
        return new Composition.Held(
                Reason.NO_COMPLIANT_TRAY, proof.noCompliantTray(target, words, least, gaveUp));
    }

    /// Those of the diet order, its own kcal per day first, as a DAY limit like the others.
    static List<NutrientLimit> limits(DietProfile profile) {
        @Nullable BigDecimal min = profile.minKcalDay();
        @Nullable BigDecimal max = profile.maxKcalDay();
        List<NutrientLimit> limits = new ArrayList<>();
        if (min != null || max != null) {
            limits.add(new NutrientLimit(Nutrient.ENERGY_KCAL, Per.DAY, min, max));
        }
        limits.addAll(profile.limits());
        return limits;
    }

    static Set<Nutrient> nutrientsOfTheDay(List<NutrientLimit> limits) {
        Set<Nutrient> nutrients = EnumSet.of(Nutrient.ENERGY_KCAL);
        for (NutrientLimit limit : limits) {
            if (limit.per() == Per.DAY) {
                nutrients.add(limit.nutrient());
            }
        }
        return nutrients;
    }

    private static Set<Flag> flags(MealBrief brief, Proof proof) {
        boolean atRisk =
                DayTotals.isLastMeal(brief)
                        && proof.limits().stream().anyMatch(ProofDraft::dayStaysBelow);
        return atRisk ? Set.of(Flag.AT_RISK) : Set.of();
    }
}
