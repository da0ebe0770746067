package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trayline.meal.composition.Proof.RankedTray;
import org.trayline.meal.composition.ProofDraft.Chosen;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// Says of a tray that a search has found what it is made of and where it stands.
final class Ranking {
    private static final BigDecimal FIFTY = BigDecimal.valueOf(50);

    private final List<MealSlot> slots;
    private final TrayTable table;
    private final BigDecimal targetKcal;
    private final Set<RecipeId> disliked;
    private final Set<RecipeId> recent;

    Ranking(MealBrief brief, List<MealSlot> slots, TrayTable table, KcalTarget target) {
        this.slots = slots;
        this.table = table;
        this.targetKcal = BigDecimal.valueOf(target.kcal());
        this.disliked = new HashSet<>(brief.dislikes());
        this.recent = new HashSet<>(brief.recentItems());
    }

    /// @param tray the items of the table by slot
    Chosen of(int[] tray) {
        List<TrayItem> items = new ArrayList<>();
        List<Recipe> recipes = new ArrayList<>();
        for (int slot = 0; slot < tray.length; slot++) {
            if (tray[slot] != table.empty()) {
                Recipe recipe = table.recipe(tray[slot]);
                recipes.add(recipe);
                items.add(new TrayItem(slots.get(slot).slot(), recipe.id()));
            }
        }
        BigDecimal kcal = ProofDraft.sum(recipes, Nutrient.ENERGY_KCAL);
        return new Chosen(new RankedTray(items, kcal, standing(recipes, kcal)), recipes);
    }

    private Standing standing(List<Recipe> recipes, BigDecimal kcal) {
        BigDecimal fromTarget = kcal.subtract(targetKcal).abs();
        int steps50 = fromTarget.divideToIntegralValue(FIFTY).intValueExact();
        return new Standing(
                steps50 / 3,
                slots.size() - recipes.size(),
                count(recipes, disliked),
                steps50,
                count(recipes, recent),
                recipes.stream().mapToLong(TrayTable::cents).sum(),
                fromTarget);
    }

    private static int count(List<Recipe> recipes, Set<RecipeId> ids) {
        return Math.toIntExact(recipes.stream().filter(each -> ids.contains(each.id())).count());
    }
}
