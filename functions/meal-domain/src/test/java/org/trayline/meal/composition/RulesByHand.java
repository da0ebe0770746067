package org.trayline.meal.composition;

import java.math.BigDecimal;
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
import org.trayline.meal.diet.NutrientLimit.Side;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// The rules on recipes and trays once more, as plainly as they are written and in decimals. Shares
/// nothing with the composer but its input.
public final class RulesByHand {
    private final MealBrief brief;
    private final Catalog catalog;
    private final List<MealSlot> slots;
    private final List<NutrientLimit> limits = new ArrayList<>();
    private final List<MealTime> laterWithoutTray = new ArrayList<>();
    private final Set<Allergen> excluded = EnumSet.noneOf(Allergen.class);
    private final Map<MealSlot, List<Recipe>> allowed = new HashMap<>();
    private final Map<Nutrient, BigDecimal> reserves = new EnumMap<>(Nutrient.class);

    public RulesByHand(MealBrief brief, Catalog catalog) {
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
        excluded.addAll(brief.profile().excludedAllergens());
        boolean gluten =
                brief.profile().dietTags().contains("GLUTEN_FREE")
                        || excluded.contains(Allergen.WHEAT)
                        || excluded.contains(Allergen.GLUTEN);
        if (gluten) {
            excluded.add(Allergen.WHEAT);
            excluded.add(Allergen.GLUTEN);
        }
    }

    MealBrief brief() {
        return brief;
    }

    List<MealSlot> slots() {
        return slots;
    }

    List<MealTime> laterWithoutTray() {
        return laterWithoutTray;
    }

    // Which recipes are allowed

    Optional<RejectionRule> rejection(Recipe recipe, MealPeriod period) {
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

    private BigDecimal reserve(Nutrient nutrient) {
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

    /// One side of a limit that binds the tray.
    ///
    /// @param used by the rest of the day; 0 for a meal's
    record Bound(NutrientLimit limit, Side side, BigDecimal value, BigDecimal used) {
        /// In the words of a proof.
        String words() {
            String number = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
            return limit.nutrient().column()
                    + (limit.per() == Per.DAY ? " DAY " : " MEAL ")
                    + (side == Side.MIN ? "min " : "max ")
                    + number;
        }

        /// @param sum on the tray
        boolean isBroken(BigDecimal sum) {
            int compared = sum.add(used).compareTo(value);
            return side == Side.MIN ? compared < 0 : compared > 0;
        }
    }

    /// All that bind the tray. A DAY minimum does not.
    ///
    /// @throws IllegalStateException where the day's total is unknown
    List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        for (NutrientLimit limit : limits) {
            BigDecimal min = limit.min();
            BigDecimal max = limit.max();
            if (limit.per() == Per.MEAL && min != null) {
                bounds.add(new Bound(limit, Side.MIN, min, BigDecimal.ZERO));
            }
            if (limit.per() == Per.MEAL && max != null) {
                bounds.add(new Bound(limit, Side.MAX, max, BigDecimal.ZERO));
            }
            if (limit.per() == Per.DAY && max != null) {
                BigDecimal used = known(eaten(limit.nutrient())).add(reserve(limit.nutrient()));
                bounds.add(new Bound(limit, Side.MAX, max, used));
            }
        }
        return bounds;
    }

    /// The words of the limits and required slots that a tray of allowed recipes breaks.
    ///
    /// @param tray by slot
    Set<String> broken(List<Optional<Recipe>> tray) {
        Set<String> broken = new HashSet<>();
        for (int i = 0; i < slots.size(); i++) {
            if (tray.get(i).isEmpty() && slots.get(i).required()) {
                broken.add("required slot " + slots.get(i).slot());
            }
        }
        for (Bound bound : bounds()) {
            if (bound.isBroken(sum(tray, bound.limit().nutrient()))) {
                broken.add(bound.words());
            }
        }
        return broken;
    }

    /// All that is wrong with a tray, whoever put it together; empty where it is safe.
    List<String> wrongWith(List<TrayItem> items) {
        List<String> wrong = new ArrayList<>();
        if (dayTotalUnknown()) {
            return List.of("the day's total is unknown");
        }
        Map<String, Recipe> bySlot = new TreeMap<>();
        Set<RecipeId> seen = new HashSet<>();
        for (TrayItem item : items) {
            Recipe recipe = catalog.recipe(item.recipeId());
            rejection(recipe, brief.mealPeriod())
                    .ifPresent(rule -> wrong.add(recipe.id() + " " + rule));
            if (!seen.add(recipe.id())) {
                wrong.add(recipe.id() + " twice");
            }
            if (bySlot.put(item.slot(), recipe) != null) {
                wrong.add("two in slot " + item.slot());
            }
        }
        if (!wrong.isEmpty()) {
            return wrong;
        }
        List<Optional<Recipe>> tray = new ArrayList<>();
        for (MealSlot slot : slots) {
            Optional<Recipe> recipe = Optional.ofNullable(bySlot.remove(slot.slot()));
            if (recipe.isPresent() && !slot.courses().contains(recipe.get().course())) {
                wrong.add(recipe.get().id() + " is no " + slot.slot());
            }
            tray.add(recipe);
        }
        bySlot.keySet().forEach(slot -> wrong.add("no slot " + slot));
        wrong.addAll(broken(tray));
        return wrong;
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

    List<TrayItem> items(List<Optional<Recipe>> tray) {
        List<TrayItem> items = new ArrayList<>();
        for (int i = 0; i < tray.size(); i++) {
            String slot = slots.get(i).slot();
            tray.get(i).ifPresent(recipe -> items.add(new TrayItem(slot, recipe.id())));
        }
        return items;
    }

    // Figures

    private List<MealSlot> slotsOf(MealPeriod period) {
        return brief.slots().stream().filter(slot -> slot.mealPeriod() == period).toList();
    }

    /// What a tray of recipes with known amounts comes to.
    static BigDecimal sum(List<Optional<Recipe>> tray, Nutrient nutrient) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Optional<Recipe> recipe : tray) {
            if (recipe.isPresent()) {
                sum = sum.add(amount(recipe.get(), nutrient));
            }
        }
        return sum;
    }

    private static BigDecimal amount(Recipe recipe, Nutrient nutrient) {
        return known(recipe.nutrients().get(nutrient));
    }

    static BigDecimal known(@Nullable BigDecimal amount) {
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
}
