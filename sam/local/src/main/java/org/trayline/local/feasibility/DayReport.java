package org.trayline.local.feasibility;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.feasibility.MealFeasibility;

/// A day to come, for a whole hospital.
///
/// @param catalogVersion the recipes that it is true of
/// @param patients who have a stay
/// @param meals in the order of their serve times
public record DayReport(
        FacilityId facilityId,
        LocalDate serviceDate,
        long catalogVersion,
        int patients,
        List<MealFeasibility> meals) {
    public DayReport {
        meals = List.copyOf(meals);
    }

    /// What the function answers for one part.
    public record Part(
            int schemaVersion, long catalogVersion, int patients, List<MealFeasibility> meals) {}

    /// @param parts all of the hospital's
    /// @throws IllegalArgumentException where the recipes changed between two of them
    public static DayReport of(FacilityId facilityId, LocalDate serviceDate, List<Part> parts) {
        Map<MealPeriod, List<MealFeasibility>> meals = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part.catalogVersion() != parts.getFirst().catalogVersion()) {
                throw new IllegalArgumentException(
                        "the recipes were changed in between: check the day again");
            }
            part.meals()
                    .forEach(
                            meal ->
                                    meals.computeIfAbsent(meal.mealPeriod(), _ -> new ArrayList<>())
                                            .add(meal));
        }
        return new DayReport(
                facilityId,
                serviceDate,
                parts.getFirst().catalogVersion(),
                parts.stream().mapToInt(Part::patients).sum(),
                meals.entrySet().stream()
                        .map(each -> MealFeasibility.merged(each.getKey(), each.getValue()))
                        .toList());
    }

    /// With one of its meals only.
    public DayReport only(MealPeriod mealPeriod) {
        return new DayReport(
                facilityId,
                serviceDate,
                catalogVersion,
                patients,
                meals.stream().filter(meal -> meal.mealPeriod() == mealPeriod).toList());
    }
}
