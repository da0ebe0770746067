package org.trayline.meal.eligibility;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;

/// All that is known of a patient when a meal is decided on, read at one moment.
///
/// @param encounters those that may be due: admitted or on leave
/// @param allergyStatus null = not recorded
/// @param dayTrays the live tray orders of the service date, this meal period's among them
/// @param recentItems the recipes of the last six counted trays before this one
/// @param soldOut per meal period of the service date, the recipes of which no portion is left
/// @param onDemand whether someone asks for this tray, so that a late one is what they want
/// @param chosen what they asked for to be on the tray
public record DuePatient(
        PatientId patientId,
        Versions versions,
        Facility facility,
        List<Encounter> encounters,
        @Nullable AllergyStatus allergyStatus,
        List<AllergyRecord> allergies,
        List<RecipeId> dislikes,
        List<DayTray> dayTrays,
        List<RecipeId> recentItems,
        Map<MealPeriod, Set<RecipeId>> soldOut,
        boolean onDemand,
        List<RecipeId> chosen) {

    /// One for whom nobody asks.
    public DuePatient(
            PatientId patientId,
            Versions versions,
            Facility facility,
            List<Encounter> encounters,
            @Nullable AllergyStatus allergyStatus,
            List<AllergyRecord> allergies,
            List<RecipeId> dislikes,
            List<DayTray> dayTrays,
            List<RecipeId> recentItems,
            Map<MealPeriod, Set<RecipeId>> soldOut) {
        this(
                patientId,
                versions,
                facility,
                encounters,
                allergyStatus,
                allergies,
                dislikes,
                dayTrays,
                recentItems,
                soldOut,
                false,
                List.of());
    }

    public DuePatient {
        encounters = List.copyOf(encounters);
        allergies = List.copyOf(allergies);
        dislikes = List.copyOf(dislikes);
        dayTrays = List.copyOf(dayTrays);
        recentItems = List.copyOf(recentItems);
        soldOut = Map.copyOf(soldOut);
        chosen = List.copyOf(chosen);
    }

    /// The same patient, for whom someone asks for a tray with these recipes on it.
    public DuePatient askedFor(List<RecipeId> recipes) {
        return new DuePatient(
                patientId,
                versions,
                facility,
                encounters,
                allergyStatus,
                allergies,
                dislikes,
                dayTrays,
                recentItems,
                soldOut,
                true,
                recipes);
    }

    /// Until when this tray may be ordered: the cut-off; where someone asks for it, until the
    /// kitchen closes.
    public Instant orderedUntil(LocalDate serviceDate, MealPeriod mealPeriod) {
        return onDemand
                ? facility.kitchenClosesAt(serviceDate, mealPeriod)
                : facility.cutOffAt(serviceDate, mealPeriod);
    }

    /// Where a tray would go; unknown where several encounters contradict each other.
    public Location location() {
        return encounters.size() == 1 ? encounters.getFirst().location() : new Location("", "", "");
    }

    public record DayTray(MealPeriod mealPeriod, TrayOrderStatus status, List<RecipeId> items) {
        public DayTray {
            items = List.copyOf(items);
        }
    }
}
