package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.Recipe;

/// What a proof must say of a tray: its items, and what it comes to in every criterion.
record ExpectedStanding(List<TrayItem> items, Map<Criterion, BigDecimal> criteria) {

    static ExpectedStanding of(
            RulesByHand rules, ChoiceByHand choice, List<Optional<Recipe>> tray) {
        return new ExpectedStanding(rules.items(tray), choice.criteria(tray));
    }

    void assertIs(Proof.@Nullable RankedTray tray, String kitchen) {
        assertNotNull(tray, kitchen);
        assertEquals(items, tray.items(), kitchen);
        criteria.forEach(
                (criterion, value) ->
                        assertEquals(
                                0,
                                value.compareTo(figure(tray.standing(), criterion)),
                                () -> kitchen + " " + criterion + " is not " + value));
    }

    static BigDecimal figure(Standing standing, Criterion criterion) {
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
}
