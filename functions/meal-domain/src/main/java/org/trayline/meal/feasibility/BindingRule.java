package org.trayline.meal.feasibility;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.trayline.meal.composition.Admission;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// What stands in the way of a tray, in words that are the same for every patient whom it concerns.
///
/// Where limits are among what cannot hold together: these limits without their figures, such as
/// `sodium_mg MEAL max`, several joined by ` + `. Where one required slot alone is left, no recipe
/// is allowed in it: the rule that took most of the slot's recipes, such as
/// `TEXTURE on slot entree`; of two that took as many, the one that is asked first. That a recipe
/// is not served at that meal counts only where no other rule took any. Where several slots are
/// left, there are fewer recipes than slots: `too few recipes for slots bread + snack`.
final class BindingRule {
    private static final String SLOT = "required slot ";

    private BindingRule() {}

    /// @param proof that there is no tray
    /// @param slots of the meal
    static String of(Proof proof, Admission admission, List<MealSlot> slots, Catalog catalog) {
        if (proof.cannotHoldTogether().isEmpty()) {
            return "search ended at its bound";
        }
        String limits =
                proof.cannotHoldTogether().stream()
                        .filter(words -> !words.startsWith(SLOT))
                        .map(words -> words.substring(0, words.lastIndexOf(' ')))
                        .distinct()
                        .collect(Collectors.joining(" + "));
        if (!limits.isEmpty()) {
            return limits;
        }
        List<String> bound = slotsOf(proof);
        if (bound.size() > 1) {
            return "too few recipes for slots " + String.join(" + ", bound);
        }
        MealSlot slot =
                slots.stream()
                        .filter(each -> each.slot().equals(bound.getFirst()))
                        .findFirst()
                        .orElseThrow();
        return takenMost(slot, admission, catalog) + " on slot " + slot.slot();
    }

    /// The names of the required slots among what cannot hold together.
    static List<String> slotsOf(Proof proof) {
        return proof.cannotHoldTogether().stream()
                .filter(words -> words.startsWith(SLOT))
                .map(words -> words.substring(SLOT.length()))
                .toList();
    }

    private static RejectionRule takenMost(MealSlot slot, Admission admission, Catalog catalog) {
        Map<RejectionRule, Long> taken = new EnumMap<>(RejectionRule.class);
        admission
                .rejected()
                .forEach((rule, recipes) -> taken.put(rule, ofSlot(recipes, slot, catalog)));
        taken.remove(RejectionRule.PERIOD);
        RejectionRule most = RejectionRule.PERIOD;
        long count = 0;
        for (Map.Entry<RejectionRule, Long> each : taken.entrySet()) {
            if (each.getValue() > count) {
                most = each.getKey();
                count = each.getValue();
            }
        }
        return most;
    }

    private static long ofSlot(List<RecipeId> recipes, MealSlot slot, Catalog catalog) {
        return recipes.stream()
                .filter(id -> slot.courses().contains(catalog.recipe(id).course()))
                .count();
    }
}
