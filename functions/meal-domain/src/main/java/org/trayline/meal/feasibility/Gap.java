package org.trayline.meal.feasibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.patient.Allergen;

/// What a new recipe would have to be to help those patients, where it stands in that slot.
///
/// @param courses of the slot: it would be of one of them
/// @param dietTags that any of them needs
/// @param withoutAllergens that any of them avoids
/// @param rooms what it may come to for the one who has the least room, each nutrient on its own
public record Gap(
        String slot,
        List<String> courses,
        FoodTexture foodTexture,
        DrinkThickness drinkThickness,
        List<String> dietTags,
        Set<Allergen> withoutAllergens,
        List<Room> rooms,
        int patients) {

    private record Key(String slot, FoodTexture foodTexture, DrinkThickness drinkThickness) {}

    public Gap {
        courses = List.copyOf(courses);
        dietTags = dietTags.stream().sorted().distinct().toList();
        withoutAllergens = Collections.unmodifiableSet(new TreeSet<>(withoutAllergens));
        rooms = List.copyOf(rooms);
    }

    /// One per slot and texture, that of most patients first.
    static List<Gap> merged(Collection<Gap> gaps) {
        Map<Key, Gap> byKey = new LinkedHashMap<>();
        gaps.forEach(
                gap ->
                        byKey.merge(
                                new Key(gap.slot, gap.foodTexture, gap.drinkThickness),
                                gap,
                                Gap::and));
        return byKey.values().stream()
                .sorted(
                        Comparator.comparingInt(Gap::patients)
                                .reversed()
                                .thenComparing(Gap::slot)
                                .thenComparing(Gap::foodTexture)
                                .thenComparing(Gap::drinkThickness))
                .toList();
    }

    private Gap and(Gap other) {
        List<String> tags = new ArrayList<>(dietTags);
        tags.addAll(other.dietTags);
        Set<Allergen> allergens = new TreeSet<>(withoutAllergens);
        allergens.addAll(other.withoutAllergens);
        return new Gap(
                slot,
                courses,
                foodTexture,
                drinkThickness,
                tags,
                allergens,
                Room.all(rooms, other.rooms),
                patients + other.patients);
    }
}
