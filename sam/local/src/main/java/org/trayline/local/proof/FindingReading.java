package org.trayline.local.proof;

import static org.trayline.local.proof.Wording.amount;
import static org.trayline.local.proof.Wording.number;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.ProofPicture.Contest;
import org.trayline.local.proof.ProofPicture.Finding;
import org.trayline.local.proof.ProofPicture.Place;
import org.trayline.local.proof.ProofPicture.Weighed;
import org.trayline.meal.composition.Criterion;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.Proof.LimitUse;
import org.trayline.meal.composition.Proof.RankedTray;
import org.trayline.meal.composition.Standing;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeId;

/// Reads what composing came to.
final class FindingReading {
    private static final String SLOT = "required slot ";

    private final Proof proof;
    private final Function<RecipeId, String> nameOf;
    private final @Nullable Catalog catalog;

    /// @param nameOf the name of a recipe, or its id where the name is not known
    /// @param catalog of then; null where it is not known
    FindingReading(Proof proof, Function<RecipeId, String> nameOf, @Nullable Catalog catalog) {
        this.proof = proof;
        this.nameOf = nameOf;
        this.catalog = catalog;
    }

    Finding finding() {
        RankedTray tray = proof.tray();
        if (tray != null) {
            return new Finding.Tray(
                    places(tray, proof.nextBest()),
                    amount(tray.kcal(), "kcal"),
                    contest(tray),
                    proof.gaveUp());
        }
        if (proof.target() == null) {
            return new Finding.TotalUnknown(unknownItems());
        }
        if (proof.gaveUp() && proof.cannotHoldTogether().isEmpty()) {
            return new Finding.GaveUp();
        }
        return new Finding.NoTray(
                proof.cannotHoldTogether().stream().map(this::requirement).toList(),
                relaxation(),
                proof.relaxation() != null);
    }

    private List<Place> places(RankedTray tray, @Nullable RankedTray next) {
        return proof.brief().slots().stream()
                .filter(slot -> slot.mealPeriod() == proof.brief().mealPeriod())
                .map(MealSlot::slot)
                .map(slot -> new Place(slot, in(slot, tray), next == null ? null : in(slot, next)))
                .toList();
    }

    private @Nullable String in(String slot, RankedTray tray) {
        for (TrayItem item : tray.items()) {
            if (item.slot().equals(slot)) {
                return nameOf.apply(item.recipeId());
            }
        }
        return null;
    }

    private @Nullable Contest contest(RankedTray tray) {
        RankedTray next = proof.nextBest();
        Criterion decided = proof.decidedBy();
        if (next == null || decided == null) {
            return null;
        }
        Standing one = tray.standing();
        Standing other = next.standing();
        List<Weighed> criteria =
                Arrays.stream(Criterion.values())
                        .map(
                                criterion ->
                                        new Weighed(
                                                Wording.criterion(criterion),
                                                figure(criterion, one, "first"),
                                                figure(criterion, other, "after it"),
                                                criterion == decided,
                                                criterion.compareTo(decided) <= 0))
                        .toList();
        return new Contest(decision(decided, one, other), amount(next.kcal(), "kcal"), criteria);
    }

    private static String figure(Criterion criterion, Standing standing, String byId) {
        return switch (criterion) {
            case KCAL_STEPS_150 -> String.valueOf(standing.kcalSteps150());
            case OPTIONAL_SLOTS_EMPTY -> String.valueOf(standing.optionalSlotsEmpty());
            case DISLIKED_ITEMS -> String.valueOf(standing.dislikedItems());
            case KCAL_STEPS_50 -> String.valueOf(standing.kcalSteps50());
            case RECENT_ITEMS -> String.valueOf(standing.recentItems());
            case COST_CENTS -> number(BigDecimal.valueOf(standing.costCents()));
            case KCAL_FROM_TARGET -> number(standing.kcalFromTarget());
            case RECIPE_IDS -> byId;
        };
    }

    private static String decision(Criterion criterion, Standing one, Standing other) {
        String first = figure(criterion, one, "");
        String second = figure(criterion, other, "");
        return switch (criterion) {
            case KCAL_STEPS_150, KCAL_STEPS_50 ->
                    "It is nearer to the target: %s kcal from it, the next best %s (in whole steps of %d: %s against %s)."
                            .formatted(
                                    number(one.kcalFromTarget()),
                                    number(other.kcalFromTarget()),
                                    criterion == Criterion.KCAL_STEPS_150 ? 150 : 50,
                                    first,
                                    second);
            case OPTIONAL_SLOTS_EMPTY ->
                    "It leaves fewer optional slots empty: %s against %s.".formatted(first, second);
            case DISLIKED_ITEMS ->
                    "It has fewer items that the patient dislikes: %s against %s."
                            .formatted(first, second);
            case RECENT_ITEMS ->
                    "It has fewer items of the last six trays: %s against %s."
                            .formatted(first, second);
            case COST_CENTS -> "It costs less: %s cents against %s.".formatted(first, second);
            case KCAL_FROM_TARGET ->
                    "It is nearer to the target: %s kcal from it, the next best %s."
                            .formatted(first, second);
            case RECIPE_IDS ->
                    "The two are equally good in everything; the one whose recipe ids come first is"
                            + " taken, so that it is always the same.";
        };
    }

    /// Of one such as `sodium_mg MEAL max 600` or `required slot entree`; where it is of another
    /// kind, as it is.
    private String requirement(String words) {
        if (words.startsWith(SLOT)) {
            return "something in the slot " + words.substring(SLOT.length());
        }
        for (LimitUse use : proof.limits()) {
            String unit = Wording.unit(use.nutrient());
            String start = use.nutrient().column() + ' ' + use.per() + ' ';
            String what = ' ' + unit + ' ' + Wording.name(use.nutrient()) + ' ' + over(use.per());
            if (words.startsWith(start + "max ")) {
                return "at most " + figure(words, start + "max ") + what;
            }
            if (words.startsWith(start + "min ")) {
                return "at least " + figure(words, start + "min ") + what;
            }
        }
        return words;
    }

    private static String figure(String words, String start) {
        return number(new BigDecimal(words.substring(start.length())));
    }

    private static String over(Per per) {
        return switch (per) {
            case MEAL -> "in this meal";
            case DAY -> "over the day";
        };
    }

    private String relaxation() {
        LimitRelaxation relaxation = proof.relaxation();
        if (relaxation == null) {
            if (proof.cannotHoldTogether().stream().allMatch(words -> words.startsWith(SLOT))) {
                return "No limit is in the way: the rules below leave no recipes for it.";
            }
            return proof.gaveUp()
                    ? "Whether a change of one limit would make a tray was not found out in time."
                    : "No change of one limit alone would make a tray.";
        }
        String unit = Wording.unit(relaxation.nutrient());
        String sentence =
                switch (relaxation.side()) {
                    case MIN -> "With at least %2$s of %1$s instead of %3$s %4$s there is a tray.";
                    case MAX -> "With %1$s at %2$s instead of %3$s %4$s there is a tray.";
                };
        return sentence.formatted(
                Wording.name(relaxation.nutrient()),
                amount(relaxation.to(), unit),
                amount(relaxation.from(), unit),
                Wording.per(relaxation.per()));
    }

    private List<String> unknownItems() {
        if (catalog == null) {
            return List.of();
        }
        Set<Nutrient> counted = EnumSet.of(Nutrient.ENERGY_KCAL);
        proof.limits().stream()
                .filter(use -> use.per() == Per.DAY)
                .forEach(use -> counted.add(use.nutrient()));
        List<String> unknown = new ArrayList<>();
        proof.brief()
                .countedTrays()
                .forEach(
                        (meal, items) ->
                                items.stream()
                                        .distinct()
                                        .forEach(
                                                item -> {
                                                    List<String> missing = missing(item, counted);
                                                    if (!missing.isEmpty()) {
                                                        unknown.add(
                                                                "%s at %s: %s unknown"
                                                                        .formatted(
                                                                                nameOf.apply(item),
                                                                                Wording.meal(meal),
                                                                                Wording.and(
                                                                                        missing)));
                                                    }
                                                }));
        return unknown;
    }

    private List<String> missing(RecipeId item, Set<Nutrient> counted) {
        Set<Nutrient> known =
                catalog == null ? Set.of() : catalog.recipe(item).nutrients().keySet();
        return counted.stream()
                .filter(nutrient -> !known.contains(nutrient))
                .map(Wording::name)
                .toList();
    }
}
