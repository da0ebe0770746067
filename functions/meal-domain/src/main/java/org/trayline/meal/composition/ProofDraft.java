package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.Proof.LimitUse;
import org.trayline.meal.composition.Proof.RankedTray;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// What a proof says whatever composing comes to.
record ProofDraft(
        long catalogVersion,
        MealBrief brief,
        List<NutrientLimit> limits,
        DayTotals totals,
        Map<RejectionRule, List<RecipeId>> rejected) {

    /// How many characters of recipe ids a proof lists at most: it stays below 8 KB however many
    /// recipes a kitchen has.
    private static final int LISTED_CHARACTERS = 2400;

    Proof dayTotalUnknown() {
        return proof(null, null, Second.NONE, List.of(), null, false);
    }

    Proof noCompliantTray(
            KcalTarget target, List<String> cannotHoldTogether, @Nullable LimitRelaxation least) {
        return proof(target, null, Second.NONE, cannotHoldTogether, least, false);
    }

    /// The search was ended before it found the best tray or that there is none.
    Proof gaveUp(KcalTarget target) {
        return proof(target, null, Second.NONE, List.of(), null, true);
    }

    Proof composed(KcalTarget target, Chosen tray, Second second) {
        return proof(target, tray, second, List.of(), null, second.gaveUp());
    }

    /// @param recipes those on the tray
    record Chosen(RankedTray ranked, List<Recipe> recipes) {}

    /// What came second.
    ///
    /// @param gaveUp whether the search for it was ended at its bound
    record Second(@Nullable RankedTray ranked, boolean gaveUp) {
        static final Second NONE = new Second(null, false);
    }

    /// Whether the day's total, this tray the last of it, does not reach a DAY minimum.
    static boolean dayStaysBelow(LimitUse use) {
        return use.per() == Per.DAY
                && use.min() != null
                && use.eaten() != null
                && use.tray() != null
                && use.eaten().add(use.tray()).compareTo(use.min()) < 0;
    }

    private Proof proof(
            @Nullable KcalTarget target,
            @Nullable Chosen tray,
            Second second,
            List<String> conflict,
            @Nullable LimitRelaxation relaxation,
            boolean gaveUp) {
        RankedTray next = second.ranked();
        return new Proof(
                catalogVersion,
                brief,
                target,
                limits.stream().map(limit -> use(limit, tray)).toList(),
                rejections(),
                tray == null ? null : tray.ranked(),
                next,
                tray == null || next == null
                        ? null
                        : tray.ranked().standing().firstDifference(next.standing()),
                conflict,
                relaxation,
                gaveUp);
    }

    private LimitUse use(NutrientLimit limit, @Nullable Chosen tray) {
        Nutrient nutrient = limit.nutrient();
        boolean day = limit.per() == Per.DAY;
        return new LimitUse(
                nutrient,
                limit.per(),
                day ? totals.eaten(nutrient) : BigDecimal.ZERO,
                tray == null ? null : sum(tray.recipes(), nutrient),
                day ? totals.reserve(nutrient) : BigDecimal.ZERO,
                limit.min(),
                limit.max());
    }

    static BigDecimal sum(List<Recipe> tray, Nutrient nutrient) {
        return tray.stream()
                .map(recipe -> Amounts.of(recipe, nutrient))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Where not all can be listed, those of another meal period are the first to be left out: that
    /// they are not served says nothing of the patient.
    private List<Rejection> rejections() {
        Map<RejectionRule, Rejection> listed = new EnumMap<>(RejectionRule.class);
        int room = LISTED_CHARACTERS;
        for (RejectionRule rule :
                rejected.keySet().stream()
                        .sorted(Comparator.comparing(rule -> rule == RejectionRule.PERIOD))
                        .toList()) {
            List<RecipeId> all = rejected.getOrDefault(rule, List.of()).stream().sorted().toList();
            List<RecipeId> some = new ArrayList<>();
            for (RecipeId id : all) {
                room -= id.value().length() + 3;
                if (room < 0) {
                    break;
                }
                some.add(id);
            }
            listed.put(rule, new Rejection(rule, all.size(), some));
        }
        return List.copyOf(listed.values());
    }
}
