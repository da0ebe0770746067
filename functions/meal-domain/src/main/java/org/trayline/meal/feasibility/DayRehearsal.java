package org.trayline.meal.feasibility;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.Eligibility;
import org.trayline.meal.eligibility.EligibilityRules;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.order.Outcome;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeId;

/// A day of meals as it would go if nothing changed before it: meal by meal in the order of serve
/// times, each decided on as at its opening, and each composed tray counted at the meals after it.
///
/// Portions stay as they are: which patient would take the last one is not known before. Composing
/// is a pure function of catalogue and brief, so patients with the same brief share what comes of
/// it. Of one thread.
public final class DayRehearsal {
    private final Catalog catalog;
    private final LocalDate serviceDate;
    private final TrayComposer composer;
    private final Map<MealBrief, Composed> known = new HashMap<>();

    public DayRehearsal(Catalog catalog, LocalDate serviceDate, TrayComposer composer) {
        this.catalog = catalog;
        this.serviceDate = serviceDate;
        this.composer = composer;
    }

    /// What composing came to, as far as it matters here.
    private sealed interface Composed {
        record Tray(List<RecipeId> items) implements Composed {}

        record None(Obstacle obstacle) implements Composed {}

        record Unknown(Reason reason) implements Composed {}
    }

    /// The day of these patients, one meal after the other.
    public List<MealFeasibility> of(List<CensusPatient> patients) {
        Map<MealPeriod, List<MealFeasibility>> parts = new EnumMap<>(MealPeriod.class);
        patients.forEach(
                patient ->
                        of(patient)
                                .forEach(
                                        meal ->
                                                parts.computeIfAbsent(
                                                                meal.mealPeriod(),
                                                                _ -> new ArrayList<>())
                                                        .add(meal)));
        return patients.isEmpty()
                ? List.of()
                : patients.getFirst().patient().facility().mealTimes().stream()
                        .map(MealTime::mealPeriod)
                        .map(
                                period ->
                                        MealFeasibility.merged(
                                                period, parts.getOrDefault(period, List.of())))
                        .toList();
    }

    /// Only the meals at which the patient is due.
    private List<MealFeasibility> of(CensusPatient patient) {
        Facility facility = patient.patient().facility();
        Map<MealPeriod, List<RecipeId>> trays = new EnumMap<>(MealPeriod.class);
        List<MealFeasibility> meals = new ArrayList<>();
        for (MealTime time : facility.mealTimes()) {
            MealPeriod meal = time.mealPeriod();
            Instant servesAt = facility.servesAt(serviceDate, meal);
            DuePatient then = patient.at(meal, trays);
            if (then.encounters().stream().noneMatch(stay -> stay.isDue(servesAt))) {
                continue;
            }
            Instant opensAt = facility.opensAt(serviceDate, meal);
            meals.add(
                    switch (EligibilityRules.decide(then, serviceDate, meal, opensAt)) {
                        case Eligibility.NotNeeded(Set<Reason> reasons) ->
                                counted(meal, Outcome.NOT_NEEDED, reasons);
                        case Eligibility.Withheld(Set<Reason> reasons) ->
                                counted(meal, Outcome.WITHHELD, reasons);
                        case Eligibility.Hold(Set<Reason> reasons) ->
                                counted(meal, Outcome.HOLD, reasons);
                        case Eligibility.Eligible(MealBrief brief, _) ->
                                switch (composed(brief)) {
                                    case Composed.Tray(List<RecipeId> items) -> {
                                        trays.put(meal, items);
                                        yield counted(meal, Outcome.ELIGIBLE, Set.of());
                                    }
                                    case Composed.None(Obstacle obstacle) ->
                                            none(meal, then, obstacle);
                                    case Composed.Unknown(Reason reason) ->
                                            counted(meal, Outcome.HOLD, Set.of(reason));
                                };
                    });
        }
        return meals;
    }

    private Composed composed(MealBrief brief) {
        Composed before = known.get(brief);
        if (before != null) {
            return before;
        }
        Composed composed =
                switch (composer.compose(brief, catalog)) {
                    case Composition.Composed(List<TrayItem> items, _, _) ->
                            new Composed.Tray(items.stream().map(TrayItem::recipeId).toList());
                    case Composition.Held(Reason reason, Proof proof) ->
                            reason == Reason.NO_COMPLIANT_TRAY
                                    ? new Composed.None(
                                            Obstacle.of(proof, brief, catalog, composer))
                                    : new Composed.Unknown(reason);
                };
        known.put(brief, composed);
        return composed;
    }

    private static MealFeasibility counted(MealPeriod meal, Outcome outcome, Set<Reason> reasons) {
        return new MealFeasibility(
                meal,
                1,
                outcome == Outcome.ELIGIBLE ? 1 : 0,
                0,
                outcome == Outcome.HOLD ? 1 : 0,
                outcome == Outcome.WITHHELD ? 1 : 0,
                outcome == Outcome.NOT_NEEDED ? 1 : 0,
                reasons.stream().collect(Collectors.toMap(reason -> reason, _ -> 1)),
                List.of(),
                List.of());
    }

    private static MealFeasibility none(MealPeriod meal, DuePatient patient, Obstacle obstacle) {
        String rule = obstacle.bindingRule();
        return new MealFeasibility(
                meal,
                1,
                0,
                1,
                0,
                0,
                0,
                Map.of(Reason.NO_COMPLIANT_TRAY, 1),
                List.of(new Group(rule, 1, obstacle.helps(), obstacle.gap().stream().toList())),
                List.of(
                        new NoTray(
                                patient.patientId(),
                                patient.location(),
                                rule,
                                obstacle.proof().cannotHoldTogether(),
                                obstacle.proof().relaxation())));
    }
}
