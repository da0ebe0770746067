package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trayline.meal.composition.Requirement.Bound;
import org.trayline.meal.composition.Requirement.ChosenItem;
import org.trayline.meal.composition.Requirement.RequiredSlot;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit.Side;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// The recipes that may stand in the slots of one tray, as arrays of whole numbers.
///
/// An item is a recipe's place in the order of ids, so that smaller is earlier; the last one is the
/// empty slot. A row is something that is added up over the tray: first the nutrients that count,
/// kcal before the others, then criteria 2 and 3 of the choice as one number, then 5 and 6, then
/// one row per chosen item, which is 1 for that item alone.
final class TrayTable {
    static final int KCAL = 0;

    private static final long CENTS_WHERE_UNKNOWN = 1000;

    private final List<Recipe> recipes;
    private final List<Nutrient> nutrients;
    private final List<Amounts> units;
    private final int[][] choices;
    private final boolean[] inSeveralSlots;
    private final long[][] amounts;

    /// Per row and slot, of its choices without the empty one.
    private final long[][] least;

    private final long[][] most;

    private TrayTable(
            List<Recipe> recipes,
            List<Nutrient> nutrients,
            List<Amounts> units,
            int[][] choices,
            long[][] amounts) {
        this.recipes = recipes;
        this.nutrients = nutrients;
        this.units = units;
        this.choices = choices;
        this.amounts = amounts;
        this.inSeveralSlots = inSeveral(choices, recipes.size() + 1);
        this.least = new long[amounts.length][choices.length];
        this.most = new long[amounts.length][choices.length];
        for (int row = 0; row < amounts.length; row++) {
            for (int slot = 0; slot < choices.length; slot++) {
                extremes(row, slot);
            }
        }
    }

    private void extremes(int row, int slot) {
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        for (int item : choices[slot]) {
            smallest = Math.min(smallest, amounts[row][item]);
            largest = Math.max(largest, amounts[row][item]);
        }
        least[row][slot] = smallest;
        most[row][slot] = largest;
    }

    /// @param slots of this meal
    /// @param allowed recipes, with known kcal and a known amount of whatever a bound is on
    static TrayTable of(
            MealBrief brief,
            List<MealSlot> slots,
            List<Recipe> allowed,
            List<Requirement> requirements) {
        Set<String> courses = new HashSet<>();
        slots.forEach(slot -> courses.addAll(slot.courses()));
        List<Recipe> recipes =
                allowed.stream()
                        .filter(recipe -> courses.contains(recipe.course()))
                        .sorted(Comparator.comparing(Recipe::id))
                        .toList();
        List<Nutrient> nutrients = nutrients(requirements);
        List<Amounts> units =
                nutrients.stream()
                        .map(nutrient -> units(nutrient, recipes, requirements, slots.size()))
                        .toList();
        int[][] choices = slots.stream().map(slot -> choices(slot, recipes)).toArray(int[][]::new);
        List<ChosenItem> chosen =
                requirements.stream()
                        .filter(ChosenItem.class::isInstance)
                        .map(ChosenItem.class::cast)
                        .toList();
        long[][] amounts = new long[nutrients.size() + 2 + chosen.size()][recipes.size() + 1];
        for (int row = 0; row < nutrients.size(); row++) {
            for (int item = 0; item < recipes.size(); item++) {
                BigDecimal amount = Amounts.of(recipes.get(item), nutrients.get(row));
                amounts[row][item] = units.get(row).amount(amount);
            }
        }
        long[] discontent = amounts[nutrients.size()];
        long[] expense = amounts[nutrients.size() + 1];
        Weights weights = Weights.of(recipes, slots.size());
        Set<RecipeId> disliked = new HashSet<>(brief.dislikes());
        Set<RecipeId> recent = new HashSet<>(brief.recentItems());
        for (int item = 0; item < recipes.size(); item++) {
            Recipe recipe = recipes.get(item);
            discontent[item] = disliked.contains(recipe.id()) ? 1 : 0;
            expense[item] = cents(recipe) + (recent.contains(recipe.id()) ? weights.recent() : 0);
        }
        discontent[recipes.size()] = weights.empty();
        for (ChosenItem wanted : chosen) {
            long[] there = amounts[nutrients.size() + 2 + wanted.index()];
            for (int item = 0; item < recipes.size(); item++) {
                there[item] = recipes.get(item).id().equals(wanted.recipe()) ? 1 : 0;
            }
        }
        return new TrayTable(recipes, nutrients, units, choices, amounts);
    }

    int slots() {
        return choices.length;
    }

    /// Ascending, without the empty slot.
    int[] choices(int slot) {
        return choices[slot];
    }

    /// The item that stands for nothing in a slot.
    int empty() {
        return recipes.size();
    }

    int rows() {
        return amounts.length;
    }

    /// With one more row, after the others.
    ///
    /// @param row by item
    TrayTable and(long[] row) {
        long[][] more = Arrays.copyOf(amounts, amounts.length + 1);
        more[amounts.length] = row;
        return new TrayTable(recipes, nutrients, units, choices, more);
    }

    /// A row of every item.
    long[] row(int row) {
        return amounts[row];
    }

    /// The least of a row among a slot's choices, the empty one left out; of none, the largest
    /// number.
    long least(int row, int slot) {
        return least[row][slot];
    }

    /// The most of a row among a slot's choices, the empty one left out; of none, the smallest
    /// number.
    long most(int row, int slot) {
        return most[row][slot];
    }

    /// The row of criteria 2 and 3: optional slots left empty, then disliked items.
    int discontent() {
        return nutrients.size();
    }

    /// The row of criteria 5 and 6: items that were on one of the last trays, then cents.
    int expense() {
        return nutrients.size() + 1;
    }

    long amount(int item, int row) {
        return amounts[row][item];
    }

    boolean inSeveralSlots(int item) {
        return inSeveralSlots[item];
    }

    Recipe recipe(int item) {
        return recipes.get(item);
    }

    /// As a whole number of the units of the kcal row.
    long kcal(int kcal) {
        return units.get(KCAL).mark(BigDecimal.valueOf(kcal));
    }

    /// The bounds on every row that these requirements come to.
    TrayBounds bounds(List<Requirement> requirements) {
        TrayBounds bounds = new TrayBounds(rows(), slots());
        for (Requirement requirement : requirements) {
            switch (requirement) {
                case Bound(Nutrient nutrient, _, Side side, _, BigDecimal onTray) -> {
                    switch (side) {
                        case MIN -> bounds.atLeast(row(nutrient), units(nutrient).limit(onTray));
                        case MAX -> bounds.atMost(row(nutrient), units(nutrient).limit(onTray));
                    }
                }
                case RequiredSlot slot -> bounds.require(slot.index());
                case ChosenItem item -> bounds.atLeast(row(item), 1);
            }
        }
        return bounds;
    }

    /// The bounds of trays that keep to the others but not to this one.
    TrayBounds boundsWithout(Requirement broken, List<Requirement> others) {
        TrayBounds bounds = bounds(others);
        switch (broken) {
            case Bound(Nutrient nutrient, _, Side side, _, BigDecimal onTray) -> {
                long limit = units(nutrient).limit(onTray);
                switch (side) {
                    case MIN -> bounds.atMost(row(nutrient), limit - 1);
                    case MAX -> bounds.atLeast(row(nutrient), limit + 1);
                }
            }
            case RequiredSlot slot -> bounds.keepEmpty(slot.index());
            case ChosenItem item -> bounds.atMost(row(item), 0);
        }
        return bounds;
    }

    private int row(ChosenItem item) {
        return expense() + 1 + item.index();
    }

    int row(Nutrient nutrient) {
        return nutrients.indexOf(nutrient);
    }

    /// As a whole number of the units of the nutrient's row.
    long limit(Nutrient nutrient, BigDecimal limit) {
        return units(nutrient).limit(limit);
    }

    /// What the items come to in a row.
    long sum(int[] tray, int row) {
        long sum = 0;
        for (int item : tray) {
            sum += amounts[row][item];
        }
        return sum;
    }

    BigDecimal decimal(Nutrient nutrient, long units) {
        return units(nutrient).decimal(units);
    }

    private Amounts units(Nutrient nutrient) {
        return units.get(row(nutrient));
    }

    private static List<Nutrient> nutrients(List<Requirement> requirements) {
        Set<Nutrient> bound = EnumSet.noneOf(Nutrient.class);
        for (Requirement requirement : requirements) {
            if (requirement instanceof Bound(Nutrient nutrient, _, _, _, _)) {
                bound.add(nutrient);
            }
        }
        bound.remove(Nutrient.ENERGY_KCAL);
        List<Nutrient> nutrients = new ArrayList<>();
        nutrients.add(Nutrient.ENERGY_KCAL);
        nutrients.addAll(bound);
        return nutrients;
    }

    private static Amounts units(
            Nutrient nutrient, List<Recipe> recipes, List<Requirement> requirements, int slots) {
        List<BigDecimal> figures = new ArrayList<>(recipes.size() + 2);
        recipes.forEach(recipe -> figures.add(Amounts.of(recipe, nutrient)));
        for (Requirement requirement : requirements) {
            if (requirement instanceof Bound bound && bound.nutrient() == nutrient) {
                figures.add(bound.onTray());
            }
        }
        return Amounts.exactFor(figures, slots);
    }

    private static int[] choices(MealSlot slot, List<Recipe> recipes) {
        int[] items = new int[recipes.size()];
        int count = 0;
        for (int item = 0; item < recipes.size(); item++) {
            if (slot.courses().contains(recipes.get(item).course())) {
                items[count++] = item;
            }
        }
        return Arrays.copyOf(items, count);
    }

    private static boolean[] inSeveral(int[][] choices, int items) {
        boolean[] seen = new boolean[items];
        boolean[] several = new boolean[items];
        for (int[] slot : choices) {
            for (int item : slot) {
                several[item] |= seen[item];
                seen[item] = true;
            }
        }
        return several;
    }

    static long cents(Recipe recipe) {
        Integer cents = recipe.costCents();
        return cents == null ? CENTS_WHERE_UNKNOWN : cents;
    }

    /// How much one of the first criterion of a pair weighs, so that no tray makes up for it in the
    /// second.
    private record Weights(long empty, long recent) {
        static Weights of(List<Recipe> recipes, int slots) {
            long dearest = recipes.stream().mapToLong(TrayTable::cents).max().orElse(0);
            return new Weights(slots + 1L, dearest * slots + 1);
        }
    }
}
