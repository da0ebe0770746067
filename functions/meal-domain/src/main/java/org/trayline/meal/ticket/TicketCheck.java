package org.trayline.meal.ticket;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.TrayCheck;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.Eligibility;
import org.trayline.meal.eligibility.EligibilityRules;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.status.Tray;

/// Whether a tray may leave as it is, at the moment at which its ticket is printed; see section 6
/// of the rules.
///
/// @param fails reasons and rules that it does not keep to; empty where it may leave
/// @param diet what it has to keep to now; null where the patient may not be fed
/// @param allergens that the patient has now, with those that they bring
/// @param allergiesKnown false where the record says nothing, or contradicts itself
/// @param carbohydrateG of the tray, g; null where that of an item is unknown
public record TicketCheck(
        List<String> fails,
        @Nullable DietProfile diet,
        Set<Allergen> allergens,
        boolean allergiesKnown,
        @Nullable BigDecimal carbohydrateG) {

    public TicketCheck {
        fails = List.copyOf(fails);
        Set<Allergen> sorted = EnumSet.noneOf(Allergen.class);
        sorted.addAll(allergens);
        allergens = Collections.unmodifiableSet(sorted);
    }

    /// @param patient what is known now, without this tray
    /// @param catalog asked for only where the recipes decide
    /// @param now when the ticket is printed
    public static TicketCheck of(
            TicketTray tray,
            DuePatient patient,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            Supplier<Catalog> catalog,
            Instant now) {
        return switch (EligibilityRules.decideAgain(patient, serviceDate, mealPeriod, now)) {
            case Eligibility.NotNeeded(Set<Reason> reasons) -> unfit(tray, patient, reasons);
            case Eligibility.Withheld(Set<Reason> reasons) -> unfit(tray, patient, reasons);
            case Eligibility.Hold(Set<Reason> reasons) -> unfit(tray, patient, reasons);
            case Eligibility.Eligible(MealBrief brief, _) -> {
                TrayCheck check = TrayCheck.of(items(tray), brief, catalog.get());
                yield new TicketCheck(
                        check.dayTotalKnown()
                                ? check.misfits()
                                : List.of(Reason.DAY_TOTAL_UNKNOWN.name()),
                        brief.profile(),
                        brief.profile().excludedAllergens(),
                        true,
                        carbohydrate(tray));
            }
        };
    }

    private static TicketCheck unfit(TicketTray tray, DuePatient patient, Set<Reason> reasons) {
        List<AllergyRecord> applying =
                patient.allergies().stream().filter(AllergyRecord::applies).toList();
        Set<Allergen> allergens = EnumSet.noneOf(Allergen.class);
        applying.stream()
                .map(AllergyRecord::allergen)
                .filter(Objects::nonNull)
                .forEach(allergens::add);
        boolean known =
                switch (patient.allergyStatus()) {
                    case NO_KNOWN_FOOD_ALLERGY -> applying.isEmpty();
                    case RECORDED ->
                            !applying.isEmpty()
                                    && applying.stream().allMatch(a -> a.allergen() != null);
                    case NOT_ASSESSED -> false;
                    case null -> false;
                };
        return new TicketCheck(
                reasons.stream().sorted().map(Reason::name).toList(),
                null,
                allergens,
                known,
                carbohydrate(tray));
    }

    private static List<TrayItem> items(TicketTray tray) {
        return tray.items().stream()
                .map(item -> new TrayItem(item.slot(), item.recipeId()))
                .toList();
    }

    private static @Nullable BigDecimal carbohydrate(TicketTray tray) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Tray.Item item : tray.items()) {
            BigDecimal amount = item.nutrients().get(Nutrient.CARBOHYDRATE_G);
            if (amount == null) {
                return null;
            }
            sum = sum.add(amount);
        }
        return sum;
    }
}
