package org.trayline.meal.feasibility;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Admission;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.Proof.LimitUse;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// Why there is no tray for a brief, and what would help.
///
/// @param helps one patient each: the recipes with which there is a tray
/// @param gap what a new recipe would have to be; empty where no single one can help
record Obstacle(Proof proof, String bindingRule, List<Help> helps, Optional<Gap> gap) {

    /// @param proof that there is no tray for the brief
    static Obstacle of(Proof proof, MealBrief brief, Catalog catalog, TrayComposer composer) {
        List<MealSlot> slots =
                brief.slots().stream()
                        .filter(slot -> slot.mealPeriod() == brief.mealPeriod())
                        .toList();
        Admission admission = Admission.of(brief, catalog);
        Openings openings = new Openings(proof, admission, slots);
        List<Help> helps = new ArrayList<>();
        for (Fix fix : Fix.values()) {
            for (RecipeId id : admission.rejected().getOrDefault(fix.rule(), List.of())) {
                Recipe done = fix.done(catalog.recipe(id), brief);
                // Most are ruled out here, at a thousandth of what composing costs.
                if (openings.mayHelp(done) && helps(fix, done, brief, catalog, composer)) {
                    helps.add(new Help(id, fix, 1));
                }
            }
        }
        return new Obstacle(
                proof,
                BindingRule.of(proof, admission, slots, catalog),
                helps,
                openings.gap(brief.profile()));
    }

    /// Whether that is the only rule that keeps it off, and there is a tray once it does not.
    private static boolean helps(
            Fix fix, Recipe done, MealBrief brief, Catalog catalog, TrayComposer composer) {
        MealBrief changed = fix.done(brief, done.id());
        Catalog alone = new Catalog(catalog.facilityId(), catalog.version(), List.of(done));
        return !Admission.of(changed, alone).allowed().isEmpty()
                && composer.compose(changed, Fix.with(catalog, done))
                        instanceof Composition.Composed;
    }

    /// The slots in which another recipe could make a difference, each with the room it has there.
    private static final class Openings {
        private record Opening(MealSlot slot, List<Room> rooms) {}

        private final List<Opening> openings = new ArrayList<>();

        /// Where a slot cannot be filled at all, a recipe elsewhere leaves it as it is; two such
        /// slots, or limits that no amount keeps to, are more than one recipe can help with.
        Openings(Proof proof, Admission admission, List<MealSlot> slots) {
            List<MealSlot> empty =
                    slots.stream()
                            .filter(MealSlot::required)
                            .filter(
                                    slot ->
                                            admission.allowed().stream()
                                                    .noneMatch(r -> fits(r, slot)))
                            .toList();
            for (MealSlot slot : empty.isEmpty() ? slots : empty) {
                List<Room> rooms = Room.in(slot, slots, admission.allowed(), proof.limits());
                if (empty.size() < 2
                        && !contradict(proof.limits())
                        && rooms.stream().allMatch(Room::possible)) {
                    openings.add(new Opening(slot, rooms));
                }
            }
        }

        /// Whether a tray would have to hold more of a nutrient than it may.
        private static boolean contradict(List<LimitUse> limits) {
            return limits.stream()
                    .filter(limit -> limit.per() == Per.MEAL && limit.min() != null)
                    .anyMatch(
                            least ->
                                    limits.stream()
                                            .filter(most -> most.nutrient() == least.nutrient())
                                            .anyMatch(most -> isBelow(most, least.min())));
        }

        private static boolean isBelow(LimitUse most, @Nullable BigDecimal least) {
            BigDecimal max = most.max();
            BigDecimal eaten = most.eaten();
            return max != null
                    && eaten != null
                    && least != null
                    && max.subtract(eaten).subtract(most.reserved()).compareTo(least) < 0;
        }

        boolean mayHelp(Recipe recipe) {
            return openings.stream()
                    .anyMatch(
                            opening ->
                                    fits(recipe, opening.slot)
                                            && opening.rooms.stream()
                                                    .allMatch(room -> room.holds(recipe)));
        }

        /// Of the first required slot that is open, or else the first.
        Optional<Gap> gap(DietProfile profile) {
            return openings.stream()
                    .filter(opening -> opening.slot.required())
                    .findFirst()
                    .or(() -> openings.stream().findFirst())
                    .map(
                            opening ->
                                    new Gap(
                                            opening.slot.slot(),
                                            opening.slot.courses(),
                                            profile.foodTexture(),
                                            profile.drinkThickness(),
                                            profile.dietTags(),
                                            profile.excludedAllergens(),
                                            opening.rooms,
                                            1));
        }

        private static boolean fits(Recipe recipe, MealSlot slot) {
            return slot.courses().contains(recipe.course());
        }
    }
}
