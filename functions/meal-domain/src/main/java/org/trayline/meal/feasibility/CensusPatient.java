package org.trayline.meal.feasibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.recipe.RecipeId;

/// A patient before the service date begins.
///
/// @param patient as known now; its recent items are not used
/// @param recentTrays the items of the last six counted trays before the service date, the latest
///     tray first
public record CensusPatient(DuePatient patient, List<List<RecipeId>> recentTrays) {
    /// As many as the choice of a tray looks back on.
    public static final int RECENT_TRAYS = 6;

    public CensusPatient {
        recentTrays = recentTrays.stream().map(List::copyOf).toList();
    }

    /// As the patient will be known at a meal, if these trays are given before it.
    ///
    /// @param composed the items of trays of the service date that do not exist yet
    DuePatient at(MealPeriod meal, Map<MealPeriod, List<RecipeId>> composed) {
        List<DayTray> dayTrays = new ArrayList<>(patient.dayTrays());
        composed.forEach(
                (period, items) ->
                        dayTrays.add(new DayTray(period, TrayOrderStatus.PLACED, items)));
        return new DuePatient(
                patient.patientId(),
                patient.versions(),
                patient.facility(),
                patient.encounters(),
                patient.allergyStatus(),
                patient.allergies(),
                patient.dislikes(),
                dayTrays,
                recentItems(meal, dayTrays),
                patient.soldOut());
    }

    private List<RecipeId> recentItems(MealPeriod meal, List<DayTray> dayTrays) {
        List<MealPeriod> earlier =
                patient.facility().mealTimes().stream()
                        .map(MealTime::mealPeriod)
                        .takeWhile(period -> period != meal)
                        .toList();
        List<List<RecipeId>> trays = new ArrayList<>();
        for (MealPeriod period : earlier.reversed()) {
            dayTrays.stream()
                    .filter(tray -> tray.mealPeriod() == period && tray.status().counted())
                    .forEach(tray -> trays.add(tray.items()));
        }
        trays.addAll(recentTrays);
        Set<RecipeId> items = new TreeSet<>();
        trays.stream().limit(RECENT_TRAYS).forEach(items::addAll);
        return List.copyOf(items);
    }
}
