package org.trayline.meal.feasibility;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;

/// What a meal that is still to come would be like for the patients that were asked about.
///
/// @param due with a stay that makes them due at it; the sum of the other five
/// @param withTray who would get one
/// @param noCompliantTray for whom no tray keeps to all limits and slots
/// @param held for another reason
/// @param reasons how many patients each reason is given for; a patient may have several
/// @param groups of those without a compliant tray, the largest first
/// @param patients those without a compliant tray, by id
public record MealFeasibility(
        MealPeriod mealPeriod,
        int due,
        int withTray,
        int noCompliantTray,
        int held,
        int withheld,
        int notNeeded,
        Map<Reason, Integer> reasons,
        List<Group> groups,
        List<NoTray> patients) {
    public MealFeasibility {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        counts.putAll(reasons);
        reasons = Collections.unmodifiableMap(counts);
        groups = List.copyOf(groups);
        patients = List.copyOf(patients);
    }

    /// One meal as it would be for all the patients of its parts, each of whom is in one of them.
    public static MealFeasibility merged(MealPeriod mealPeriod, Collection<MealFeasibility> parts) {
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        parts.forEach(
                part ->
                        part.reasons.forEach(
                                (reason, count) -> reasons.merge(reason, count, Integer::sum)));
        return new MealFeasibility(
                mealPeriod,
                sum(parts, MealFeasibility::due),
                sum(parts, MealFeasibility::withTray),
                sum(parts, MealFeasibility::noCompliantTray),
                sum(parts, MealFeasibility::held),
                sum(parts, MealFeasibility::withheld),
                sum(parts, MealFeasibility::notNeeded),
                reasons,
                Group.merged(parts.stream().flatMap(part -> part.groups.stream()).toList()),
                parts.stream()
                        .flatMap(part -> part.patients.stream())
                        .sorted(Comparator.comparing(patient -> patient.patientId().value()))
                        .toList());
    }

    private static int sum(
            Collection<MealFeasibility> parts, ToIntFunction<MealFeasibility> count) {
        return parts.stream().mapToInt(count).sum();
    }
}
