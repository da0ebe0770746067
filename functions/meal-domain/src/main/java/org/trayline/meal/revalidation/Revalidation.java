package org.trayline.meal.revalidation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.TrayCheck;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.Eligibility;
import org.trayline.meal.eligibility.EligibilityRules;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.recipe.Catalog;

/// Asks the rules by which a tray was ordered once more, of the tray as it is; see section 6 of the
/// rules.
public final class Revalidation {
    /// What only a person ends, whatever is known of the patient.
    private static final Set<Reason> FOR_A_PERSON =
            EnumSet.of(Reason.PAST_CUTOFF, Reason.LATE_TRAY_NEEDED);

    /// What is found out by composing.
    private static final Set<Reason> OF_COMPOSING =
            EnumSet.of(Reason.DAY_TOTAL_UNKNOWN, Reason.NO_COMPLIANT_TRAY);

    /// What says nothing of eligibility.
    private static final Set<Reason> OF_THE_TRAY =
            EnumSet.of(
                    Reason.PAST_CUTOFF,
                    Reason.LATE_TRAY_NEEDED,
                    Reason.DAY_TOTAL_UNKNOWN,
                    Reason.NO_COMPLIANT_TRAY,
                    Reason.DATA_KEEPS_CHANGING,
                    Reason.NO_LONGER_FITS);

    private final TrayComposer composer;

    public Revalidation(TrayComposer composer) {
        this.composer = composer;
    }

    /// @param patient what is known now, read without this tray: it is not among the day's trays
    ///     and the portions that it took are not taken
    /// @param catalog asked for only where the recipes decide
    public Verdict of(
            OrderedTray tray, DuePatient patient, Supplier<Catalog> catalog, Instant now) {
        Facility facility = patient.facility();
        if (!now.isBefore(facility.servesAt(tray.serviceDate(), tray.mealPeriod()))) {
            return new Verdict.Stands();
        }
        Instant cutOffAt = facility.cutOffAt(tray.serviceDate(), tray.mealPeriod());
        boolean inTime = !now.isAfter(cutOffAt);
        Eligibility eligibility =
                EligibilityRules.decideAgain(patient, tray.serviceDate(), tray.mealPeriod(), now);
        return switch (eligibility) {
            case Eligibility.NotNeeded(Set<Reason> reasons) -> new Verdict.Cancel(reasons);
            case Eligibility.Withheld(Set<Reason> reasons) -> new Verdict.Cancel(reasons);
            case Eligibility.Hold(Set<Reason> reasons) -> held(tray, reasons);
            case Eligibility.Eligible(MealBrief brief, _) ->
                    tray.status() == TrayOrderStatus.PLACED
                            ? placed(tray, TrayCheck.of(tray.items(), brief, catalog.get()), inTime)
                            : released(tray, brief, catalog, inTime);
        };
    }

    /// @param reasons why a person has to decide now
    private static Verdict held(OrderedTray tray, Set<Reason> reasons) {
        if (tray.status() == TrayOrderStatus.PLACED) {
            return new Verdict.Hold(reasons, List.copyOf(tray.misfits()));
        }
        // Of one that an import brought nobody knows what it waits for: a person does.
        return tray.holdReasons().isEmpty()
                        || without(tray.holdReasons(), OF_THE_TRAY).equals(reasons)
                ? new Verdict.Stands()
                : new Verdict.Reevaluate();
    }

    private static Verdict placed(OrderedTray tray, TrayCheck check, boolean inTime) {
        Set<Reason> reasons = reasons(check, tray);
        if (reasons.isEmpty()) {
            return new Verdict.Stands();
        }
        Verdict.Hold hold = new Verdict.Hold(reasons, check.misfits());
        return inTime ? new Verdict.Recompose(hold) : hold;
    }

    /// What fails now and did not before.
    private static Set<Reason> reasons(TrayCheck check, OrderedTray tray) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (!check.dayTotalKnown()) {
            reasons.add(Reason.DAY_TOTAL_UNKNOWN);
        }
        if (!tray.misfits().containsAll(check.misfits())) {
            reasons.add(Reason.NO_LONGER_FITS);
        }
        return reasons;
    }

    /// Nothing of the patient stands in the way of an order that is held.
    private Verdict released(
            OrderedTray tray, MealBrief brief, Supplier<Catalog> catalog, boolean inTime) {
        Set<Reason> waitsFor = without(tray.holdReasons(), FOR_A_PERSON);
        if (waitsFor.isEmpty()) {
            return new Verdict.Stands();
        }
        if (waitsFor.contains(Reason.NO_LONGER_FITS) && !inTime) {
            return cooked(tray, TrayCheck.of(tray.items(), brief, catalog.get()));
        }
        if (OF_COMPOSING.containsAll(waitsFor)
                && composer.compose(brief, catalog.get())
                        instanceof Composition.Held(Reason reason, _)
                && waitsFor.equals(Set.of(reason))) {
            return new Verdict.Stands();
        }
        return new Verdict.Reevaluate();
    }

    /// It was held after the cut-off, and nobody composes another.
    private static Verdict cooked(OrderedTray tray, TrayCheck check) {
        if (check.dayTotalKnown() && check.misfits().isEmpty()) {
            return new Verdict.Reevaluate();
        }
        return tray.misfits().equals(Set.copyOf(check.misfits()))
                ? new Verdict.Stands()
                : new Verdict.Hold(tray.holdReasons(), new ArrayList<>(check.misfits()));
    }

    private static Set<Reason> without(Set<Reason> reasons, Set<Reason> others) {
        Set<Reason> left = EnumSet.noneOf(Reason.class);
        left.addAll(reasons);
        left.removeAll(others);
        return left;
    }
}
