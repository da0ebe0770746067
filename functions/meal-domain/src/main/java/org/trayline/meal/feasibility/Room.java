package org.trayline.meal.feasibility;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitUse;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.recipe.Recipe;

/// What a recipe in one slot may come to in a nutrient, if the other slots of the tray hold what
/// leaves it the most room. Each nutrient on its own: a recipe that does not keep to it cannot
/// help, one that does may.
///
/// @param atLeast null = no lower limit
/// @param atMost null = no upper limit
public record Room(Nutrient nutrient, @Nullable BigDecimal atLeast, @Nullable BigDecimal atMost) {

    /// For every nutrient with a limit that binds a tray.
    ///
    /// @param slots all of the meal
    /// @param allowed recipes
    static List<Room> in(
            MealSlot slot, List<MealSlot> slots, List<Recipe> allowed, List<LimitUse> limits) {
        Map<Nutrient, Room> rooms = new EnumMap<>(Nutrient.class);
        List<MealSlot> others = slots.stream().filter(other -> !other.equals(slot)).toList();
        for (LimitUse limit : limits) {
            Nutrient nutrient = limit.nutrient();
            BigDecimal min = limit.per() == Per.MEAL ? limit.min() : null;
            BigDecimal max = limit.max();
            Room room =
                    new Room(
                            nutrient,
                            min == null
                                    ? null
                                    : above0(min.subtract(most(nutrient, others, allowed))),
                            max == null
                                    ? null
                                    : max.subtract(Objects.requireNonNull(limit.eaten()))
                                            .subtract(limit.reserved())
                                            .subtract(least(nutrient, others, allowed)));
            if (room.binds()) {
                rooms.merge(nutrient, room, Room::and);
            }
        }
        return List.copyOf(rooms.values());
    }

    /// What keeps to both.
    Room and(Room other) {
        return new Room(
                nutrient,
                either(atLeast, other.atLeast, BigDecimal::max),
                either(atMost, other.atMost, BigDecimal::min));
    }

    /// What keeps to all, each nutrient once.
    static List<Room> all(List<Room> some, List<Room> more) {
        Map<Nutrient, Room> rooms = new EnumMap<>(Nutrient.class);
        List<Room> both = new ArrayList<>(some);
        both.addAll(more);
        both.forEach(room -> rooms.merge(room.nutrient(), room, Room::and));
        return List.copyOf(rooms.values());
    }

    /// Whether any amount keeps to it.
    boolean possible() {
        return atMost == null
                || (atMost.signum() >= 0 && (atLeast == null || atLeast.compareTo(atMost) <= 0));
    }

    boolean holds(Recipe recipe) {
        BigDecimal amount = recipe.nutrients().get(nutrient);
        return amount != null
                && (atLeast == null || amount.compareTo(atLeast) >= 0)
                && (atMost == null || amount.compareTo(atMost) <= 0);
    }

    private boolean binds() {
        return atMost != null || atLeast != null;
    }

    private static @Nullable BigDecimal above0(BigDecimal amount) {
        return amount.signum() > 0 ? amount : null;
    }

    private static @Nullable BigDecimal either(
            @Nullable BigDecimal one, @Nullable BigDecimal other, BinaryOperator<BigDecimal> of) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return of.apply(one, other);
    }

    private static BigDecimal least(Nutrient nutrient, List<MealSlot> slots, List<Recipe> allowed) {
        return sum(
                slots.stream().filter(MealSlot::required).toList(),
                nutrient,
                allowed,
                BigDecimal::min);
    }

    private static BigDecimal most(Nutrient nutrient, List<MealSlot> slots, List<Recipe> allowed) {
        return sum(slots, nutrient, allowed, BigDecimal::max);
    }

    private static BigDecimal sum(
            List<MealSlot> slots,
            Nutrient nutrient,
            List<Recipe> allowed,
            BinaryOperator<BigDecimal> of) {
        BigDecimal sum = BigDecimal.ZERO;
        for (MealSlot slot : slots) {
            sum =
                    sum.add(
                            allowed.stream()
                                    .filter(recipe -> slot.courses().contains(recipe.course()))
                                    .map(recipe -> recipe.nutrients().get(nutrient))
                                    .filter(Objects::nonNull)
                                    .reduce(of)
                                    .orElse(BigDecimal.ZERO));
        }
        return sum;
    }
}
