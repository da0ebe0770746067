package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// The rules on recipes, trays and their choice once more, as plainly as they are written: in
/// decimals, every tray tried. Shares nothing with the composer but its input.
final class RulesByHand {
    private final MealBrief brief;
    private final Catalog catalog;
    private final List<MealSlot> slots;
    private final List<NutrientLimit> limits = new ArrayList<>();
    private final List<MealTime> laterWithoutTray = new ArrayList<>();
    private final Map<MealSlot, List<Recipe>> allowed = new HashMap<>();
    private final Map<Nutrient, BigDecimal> reserves = new EnumMap<>(Nutrient.class);

    RulesByHand(MealBrief brief, Catalog catalog) {
        this.brief = brief;
        this.catalog = catalog;
        this.slots = slotsOf(brief.mealPeriod());
        BigDecimal min = brief.profile().minKcalDay();
        BigDecimal max = brief.profile().maxKcalDay();
        limits.add(new NutrientLimit(Nutrient.ENERGY_KCAL, Per.DAY, min, max));
        limits.addAll(brief.profile().limits());
        boolean later = false;
        for (MealTime time : brief.mealTimes()) {
            if (later && !brief.countedTrays().containsKey(time.mealPeriod())) {
                laterWithoutTray.add(time);
            }
            later |= time.mealPeriod() == brief.mealPeriod();
        }
    }

    List<MealSlot> slots() {
        return slots;
    }

    // Which recipes are allowed

    Optional<RejectionRule> rejection(Recipe recipe, MealPeriod period) {
        Set<Allergen> excluded = EnumSet.noneOf(Allergen.class);
        excluded.addAll(brief.profile().excludedAllergens());
        boolean glutenFree = brief.profile().dietTags().contains("GLUTEN_FREE");
        if (glutenFree || excluded.contains(Allergen.WHEAT)) {
            excluded.add(Allergen.GLUTEN);
        }
        if (glutenFree || excluded.contains(Allergen.GLUTEN)) {
            excluded.add(Allergen.WHEAT);
        }
        if (!recipe.mealPeriods().contains(period)) {
            return Optional.of(RejectionRule.PERIOD);
        }
        Set<Allergen> allergens = recipe.allergens();
        if (allergens == null && !excluded.isEmpty()) {
            return Optional.of(RejectionRule.ALLERGEN_UNKNOWN);
        }
        if (allergens != null && allergens.stream().anyMatch(excluded::contains)) {
            return Optional.of(RejectionRule.ALLERGEN);
        }
        boolean rightTexture = recipe.textures().contains(brief.profile().foodTexture());
        boolean rightThickness = recipe.drinkThickness().contains(brief.profile().drinkThickness());
        boolean good =
                switch (recipe.kind()) {
                    case DRINK -> rightThickness;
                    case FOOD ->
                            rightTexture && (recipe.drinkThickness().isEmpty() || rightThickness);
                };
        if (!good) {
            return Optional.of(RejectionRule.TEXTURE);
        }
        if (!brief.profile().dietTags().stream().allMatch(recipe.dietTags()::contains)) {
            return Optional.of(RejectionRule.DIET_TAG);
        }
        if (recipe.nutrients().get(Nutrient.ENERGY_KCAL) == null
                || brief.profile().limits().stream()
                        .anyMatch(limit -> recipe.nutrients().get(limit.nutrient()) == null)) {
            return Optional.of(RejectionRule.NUTRIENT_UNKNOWN);
        }
        Set<RecipeId> soldOut = brief.soldOut().get(period);
        if (soldOut != null && soldOut.contains(recipe.id())) {
            return Optional.of(RejectionRule.SOLD_OUT);
        }
        return Optional.empty();
    }

    List<Rejection> rejected() {
        Map<RejectionRule, Set<RecipeId>> rejected = new TreeMap<>();
        for (Recipe recipe : catalog.recipes()) {
            rejection(recipe, brief.mealPeriod())
                    .ifPresent(
                            rule ->
                                    rejected.computeIfAbsent(rule, _ -> new TreeSet<>())
                                            .add(recipe.id()));
        }
        return rejected.entrySet().stream()
                .map(
                        each ->
                                new Rejection(
                                        each.getKey(),
                                        each.getValue().size(),
                                        List.copyOf(each.getValue())))
                .toList();
    }

    List<Recipe> allowed(MealSlot slot) {
        return allowed.computeIfAbsent(slot, this::allowedIn);
    }

    private List<Recipe> allowedIn(MealSlot slot) {
        return catalog.recipes().stream()
                .filter(recipe -> slot.courses().contains(recipe.course()))
                .filter(recipe -> rejection(recipe, slot.mealPeriod()).isEmpty())
                .toList();
    }

    // The tray

    boolean dayTotalUnknown() {
        return limits.stream()
                .filter(limit -> limit.per() == Per.DAY)
                .anyMatch(limit -> eaten(limit.nutrient()) == null);
    }

    @Nullable BigDecimal eaten(Nutrient nutrient) {
        BigDecimal eaten = new BigDecimal("0");
        for (List<RecipeId> tray : brief.countedTrays().values()) {
            for (RecipeId item : tray) {
                BigDecimal amount = catalog.recipe(item).nutrients().get(nutrient);
                if (amount == null) {
                    return null;
                }
                eaten = eaten.add(amount);
            }
        }
        return eaten;
    }

    BigDecimal reserve(Nutrient nutrient) {
        return reserves.computeIfAbsent(nutrient, this::reserveOf);
    }

    private BigDecimal reserveOf(Nutrient nutrient) {
        BigDecimal reserve = BigDecimal.ZERO;
        for (MealTime time : laterWithoutTray) {
            for (MealSlot slot : slotsOf(time.mealPeriod())) {
                if (slot.required()) {
                    reserve =
                            reserve.add(
                                    allowed(slot).stream()
                                            .map(recipe -> amount(recipe, nutrient))
                                            .min(Comparator.naturalOrder())
                                            .orElse(BigDecimal.ZERO));
                }
            }
        }
        return reserve;
    }

    /// What a tray breaks, in the words of a proof.
    ///
    /// @param tray by slot
    Set<String> broken(List<Optional<Recipe>> tray) {
        Set<String> broken = new HashSet<>();
        for (int i = 0; i < slots.size(); i++) {
            if (tray.get(i).isEmpty() && slots.get(i).required()) {
                broken.add("required slot " + slots.get(i).slot());
            }
        }
        for (NutrientLimit limit : limits) {
            String name = limit.nutrient().column() + " " + limit.per();
            BigDecimal sum = sum(tray, limit.nutrient());
            BigDecimal min = limit.min();
            BigDecimal max = limit.max();
            if (limit.per() == Per.MEAL && min != null && sum.compareTo(min) < 0) {
                broken.add(name + " min " + plain(min));
            }
            if (limit.per() == Per.DAY && max != null) {
                BigDecimal eaten = eaten(limit.nutrient());
                if (eaten == null) {
                    throw new IllegalStateException("unknown");
                }
                sum = sum.add(eaten).add(reserve(limit.nutrient()));
            }
            if (max != null && sum.compareTo(max) > 0) {
                broken.add(name + " max " + plain(max));
            }
        }
        return broken;
    }

    boolean atRisk(List<Optional<Recipe>> tray) {
        if (brief.mealTimes().getLast().mealPeriod() != brief.mealPeriod()) {
            return false;
        }
        for (NutrientLimit limit : limits) {
            BigDecimal min = limit.min();
            BigDecimal eaten = eaten(limit.nutrient());
            if (limit.per() == Per.DAY
                    && min != null
                    && eaten != null
                    && eaten.add(sum(tray, limit.nutrient())).compareTo(min) < 0) {
                return true;
            }
        }
        return false;
    }

    /// Every tray of allowed recipes with no recipe twice, whatever the limits and slots ask.
    List<List<Optional<Recipe>>> trays() {
        List<List<Optional<Recipe>>> trays = new ArrayList<>();
        trays.add(List.of());
        for (MealSlot slot : slots) {
            List<Recipe> choices = allowed(slot);
            List<List<Optional<Recipe>>> longer = new ArrayList<>();
            for (List<Optional<Recipe>> tray : trays) {
                longer.add(with(tray, Optional.empty()));
                for (Recipe recipe : choices) {
                    if (!tray.contains(Optional.of(recipe))) {
                        longer.add(with(tray, Optional.of(recipe)));
                    }
                }
            }
            trays = longer;
        }
        return trays;
    }

    // The choice

    int target() {
        BigDecimal eaten = eaten(Nutrient.ENERGY_KCAL);
        if (eaten == null) {
            throw new IllegalStateException("unknown");
        }
        BigDecimal share = share(brief.mealPeriod());
        BigDecimal shares = share;
        for (MealTime time : laterWithoutTray) {
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

    Comparator<List<Optional<Recipe>>> order() {
        return (a, b) -> {
            Map<Criterion, BigDecimal> one = criteria(a);
            Map<Criterion, BigDecimal> other = criteria(b);
            Criterion deciding = firstDifference(a, b);
            return deciding == Criterion.RECIPE_IDS
                    ? compareIds(a, b)
                    : one.getOrDefault(deciding, BigDecimal.ZERO)
                            .compareTo(other.getOrDefault(deciding, BigDecimal.ZERO));
        };
    }

    Criterion firstDifference(List<Optional<Recipe>> a, List<Optional<Recipe>> b) {
        Map<Criterion, BigDecimal> other = criteria(b);
        for (Map.Entry<Criterion, BigDecimal> one : criteria(a).entrySet()) {
            if (one.getValue().compareTo(other.getOrDefault(one.getKey(), BigDecimal.ZERO)) != 0) {
                return one.getKey();
            }
        }
        return Criterion.RECIPE_IDS;
    }

    /// Of all but the ids.
    Map<Criterion, BigDecimal> criteria(List<Optional<Recipe>> tray) {
        BigDecimal target = BigDecimal.valueOf(target());
        Set<RecipeId> disliked = new HashSet<>(brief.dislikes());
        Set<RecipeId> recent = new HashSet<>(brief.recentItems());
        long empty = tray.stream().filter(Optional::isEmpty).count();
        return new EnumMap<>(
                Map.of(
                        Criterion.KCAL_STEPS_150, BigDecimal.valueOf(steps(tray, target, 150)),
                        Criterion.OPTIONAL_SLOTS_EMPTY, BigDecimal.valueOf(empty),
                        Criterion.DISLIKED_ITEMS, BigDecimal.valueOf(count(tray, disliked)),
                        Criterion.KCAL_STEPS_50, BigDecimal.valueOf(steps(tray, target, 50)),
                        Criterion.RECENT_ITEMS, BigDecimal.valueOf(count(tray, recent)),
                        Criterion.COST_CENTS, BigDecimal.valueOf(cents(tray)),
                        Criterion.KCAL_FROM_TARGET, distance(tray, target)));
    }

    private static int steps(List<Optional<Recipe>> tray, BigDecimal target, int step) {
        return distance(tray, target).divideToIntegralValue(BigDecimal.valueOf(step)).intValue();
    }

    private static BigDecimal distance(List<Optional<Recipe>> tray, BigDecimal target) {
        return sum(tray, Nutrient.ENERGY_KCAL).subtract(target).abs();
    }

    private static long count(List<Optional<Recipe>> tray, Set<RecipeId> ids) {
        return tray.stream()
                .flatMap(Optional::stream)
                .filter(recipe -> ids.contains(recipe.id()))
                .count();
    }

    private static int cents(List<Optional<Recipe>> tray) {
        int sum = 0;
        for (Recipe recipe : tray.stream().flatMap(Optional::stream).toList()) {
            Integer cents = recipe.costCents();
            sum += cents == null ? 1000 : cents;
        }
        return sum;
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

    // Figures

    private List<MealSlot> slotsOf(MealPeriod period) {
        return brief.slots().stream().filter(slot -> slot.mealPeriod() == period).toList();
    }

    private BigDecimal share(MealPeriod period) {
        Map<MealPeriod, BigDecimal> shares = new EnumMap<>(MealPeriod.class);
        brief.mealTimes().forEach(time -> shares.put(time.mealPeriod(), time.kcalShare()));
        BigDecimal share = shares.get(period);
        if (share == null) {
            throw new IllegalStateException("no share of " + period);
        }
        return share;
    }

    private static BigDecimal sum(List<Optional<Recipe>> tray, Nutrient nutrient) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Optional<Recipe> recipe : tray) {
            if (recipe.isPresent()) {
                sum = sum.add(amount(recipe.get(), nutrient));
            }
        }
        return sum;
    }

    private static BigDecimal amount(Recipe recipe, Nutrient nutrient) {
        BigDecimal amount = recipe.nutrients().get(nutrient);
        if (amount == null) {
            throw new IllegalStateException("unknown");
        }
        return amount;
    }

    private static List<Optional<Recipe>> with(
            List<Optional<Recipe>> tray, Optional<Recipe> recipe) {
        List<Optional<Recipe>> longer = new ArrayList<>(tray);
        longer.add(recipe);
        return longer;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
