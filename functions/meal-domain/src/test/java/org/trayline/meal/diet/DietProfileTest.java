package org.trayline.meal.diet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trayline.meal.patient.Allergen;

class DietProfileTest {

    @Test
    void everyAllergenStaysExcludedAndOnlyGlutenAndWheatBringAnother() {
        for (Allergen one : Allergen.values()) {
            for (Allergen other : Allergen.values()) {
                for (List<String> tags : List.of(List.<String>of(), List.of("GLUTEN_FREE"))) {
                    Set<Allergen> expected = EnumSet.of(one, other);
                    if (!tags.isEmpty()
                            || expected.contains(Allergen.GLUTEN)
                            || expected.contains(Allergen.WHEAT)) {
                        expected.addAll(Set.of(Allergen.GLUTEN, Allergen.WHEAT));
                    }
                    assertEquals(expected, excluded(EnumSet.of(one, other), tags));
                }
            }
        }
    }

    @Test
    void glutenFreeExcludesBothWithoutAnyAllergy() {
        assertEquals(
                Set.of(Allergen.GLUTEN, Allergen.WHEAT),
                excluded(Set.of(), List.of("GLUTEN_FREE")));
        assertEquals(Set.of(), excluded(Set.of(), List.of("HALAL")));
    }

    private static Set<Allergen> excluded(Set<Allergen> allergens, List<String> tags) {
        return new DietProfile(
                        FoodTexture.LEVEL_7,
                        DrinkThickness.LEVEL_0,
                        tags,
                        allergens,
                        null,
                        null,
                        List.of())
                .excludedAllergens();
    }
}
