package org.trayline.meal.facility;

import java.util.List;

/// A place on the tray: it takes at most one recipe of one of its courses, a required one exactly
/// one.
///
/// @param slot the name, unique in its meal period, such as `entree`
/// @param courses codes such as `ENTREE`
public record MealSlot(MealPeriod mealPeriod, String slot, List<String> courses, boolean required) {
    public MealSlot {
        courses = List.copyOf(courses);
    }
}
