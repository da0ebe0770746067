package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// The rules on which tray comes first once more, in decimals. Shares nothing with the composer but
/// its input.
final class ChoiceByHand {
    private final MealBrief brief;
    private final int target;

    /// @throws IllegalStateException where the day's total is unknown
    ChoiceByHand(RulesByHand rules) {
        this.brief = rules.brief();
        this.target =
                target(
                        RulesByHand.known(rules.eaten(Nutrient.ENERGY_KCAL)),
                        rules.laterWithoutTray());
    }

    int target() {
        return target;
    }

    private int target(BigDecimal eaten, List<MealTime> later) {
        BigDecimal share = share(brief.mealPeriod());
        BigDecimal shares = share;
        for (MealTime time : later) {
            shares = shares.add(time.kcalShare());
        }
        BigDecimal min = brief.profile().minKcalDay();
        BigDecimal max = brief.profile().maxKcalDay();
        BigDecimal day = BigDecimal.valueOf(2000);
        if (min != null && max != null) {
            day = min.add(max).divide(BigDecimal.valueOf(2));
        } else if (min != null) {
            day = min;
        } else if (max != null) {
            day = max;
        }
        // Half-up to a whole number is the floor of twice the value plus one, halved.
        BigDecimal left = share.multiply(day.subtract(eaten));
        BigDecimal rounded =
                left.add(left).add(shares).divide(shares.add(shares), 0, RoundingMode.FLOOR);
        BigDecimal cap = new BigDecimal("1.25").multiply(share).multiply(day);
        BigDecimal roundedCap = cap.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR);
        return rounded.min(roundedCap).max(BigDecimal.ZERO).intValueExact();
    }

    private BigDecimal share(MealPeriod period) {
        Map<MealPeriod, BigDecimal> shares = new EnumMap<>(MealPeriod.class);
        brief.mealTimes().forEach(time -> shares.put(time.mealPeriod(), time.kcalShare()));
        return RulesByHand.known(shares.get(period));
    }

    /// The better tray first.
    Comparator<List<Optional<Recipe>>> order() {
        return (a, b) -> {
            Criterion deciding = firstDifference(a, b);
            return deciding == Criterion.RECIPE_IDS
                    ? compareIds(a, b)
                    : figure(criteria(a), deciding).compareTo(figure(criteria(b), deciding));
        };
    }

    Criterion firstDifference(List<Optional<Recipe>> a, List<Optional<Recipe>> b) {
        Map<Criterion, BigDecimal> other = criteria(b);
        for (Map.Entry<Criterion, BigDecimal> one : criteria(a).entrySet()) {
            if (one.getValue().compareTo(figure(other, one.getKey())) != 0) {
                return one.getKey();
            }
        }
        return Criterion.RECIPE_IDS;
    }

    private static BigDecimal figure(Map<Criterion, BigDecimal> criteria, Criterion criterion) {
        return RulesByHand.known(criteria.get(criterion));
    }

    /// Of all but the ids.
    Map<Criterion, BigDecimal> criteria(List<Optional<Recipe>> tray) {
        Set<RecipeId> disliked = new HashSet<>(brief.dislikes());
        Set<RecipeId> recent = new HashSet<>(brief.recentItems());
        BigDecimal distance =
                RulesByHand.sum(tray, Nutrient.ENERGY_KCAL)
                        .subtract(BigDecimal.valueOf(target))
                        .abs();
        long empty = tray.stream().filter(Optional::isEmpty).count();
        return new EnumMap<>(
                Map.of(
                        Criterion.KCAL_STEPS_150, BigDecimal.valueOf(steps(distance, 150)),
                        Criterion.OPTIONAL_SLOTS_EMPTY, BigDecimal.valueOf(empty),
                        Criterion.DISLIKED_ITEMS, BigDecimal.valueOf(count(tray, disliked)),
                        Criterion.KCAL_STEPS_50, BigDecimal.valueOf(steps(distance, 50)),
                        Criterion.RECENT_ITEMS, BigDecimal.valueOf(count(tray, recent)),
                        Criterion.COST_CENTS, BigDecimal.valueOf(cents(tray)),
                        Criterion.KCAL_FROM_TARGET, distance));
    }

    private static int steps(BigDecimal distance, int step) {
        return distance.divideToIntegralValue(BigDecimal.valueOf(step)).intValue();
    }

    private static long count(List<Optional<Recipe>> tray, Set<RecipeId> ids) {
        return tray.stream()
                .flatMap(Optional::stream)
                .filter(recipe -> ids.contains(recipe.id()))
                .count();
    }

    private static int cents(List<Optional<Recipe>> tray) {
        return tray.stream().flatMap(Optional::stream).mapToInt(ChoiceByHand::cents).sum();
    }

    static int cents(Recipe recipe) {
        Integer cents = recipe.costCents();
        return cents == null ? 1000 : cents;
    }

    private static int compareIds(List<Optional<Recipe>> a, List<Optional<Recipe>> b) {
        int compared = 0;
        for (int i = 0; i < a.size() && compared == 0; i++) {
            compared = idOrLast(a.get(i)).compareTo(idOrLast(b.get(i)));
        }
        return compared;
    }

    /// No id has a tilde.
    private static String idOrLast(Optional<Recipe> recipe) {
        return recipe.map(each -> each.id().value()).orElse("~");
    }
}
