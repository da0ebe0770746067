package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;

/// On kitchens of a hospital's size, where not every tray can be tried.
class ComposedTraysAreSafeTest {
    private final TrayComposer composer = new TrayComposer();

    @Test
    void noneOfTwentyThousandTraysBreaksARule() {
        int composed = 0;
        for (int kitchen = 0; kitchen < 100; kitchen++) {
            Shape shape = new Shape("", 40 + 2 * (kitchen % 40), 3 + kitchen % 4, kitchen % 9, 5);
            HospitalKitchens kitchens = new HospitalKitchens(shape, kitchen);
            for (int i = 0; i < 240; i++) {
                composed += safe(kitchens.next(), kitchens.catalog(), kitchen + "/" + i);
            }
        }
        for (long seed = 0; seed < 4000; seed++) {
            RandomBriefs.Case random = RandomBriefs.large(seed);
            composed += safe(random.brief(), random.catalog(), "large " + seed);
        }
        assertTrue(composed > 20_000, "composed " + composed);
    }

    @Test
    void theSameBriefGivesTheSameTrayInAnyOrderOfRecipes() {
        HospitalKitchens kitchens = new HospitalKitchens(new Shape("", 120, 5, 6, 25), 42);
        List<Recipe> backwards = kitchens.catalog().recipes().reversed();
        Catalog reversed =
                new Catalog(
                        kitchens.catalog().facilityId(), kitchens.catalog().version(), backwards);
        for (int i = 0; i < 200; i++) {
            MealBrief brief = kitchens.next();

            assertEquals(
                    composer.compose(brief, kitchens.catalog()), composer.compose(brief, reversed));
        }
    }

    /// @return 1 for a composed tray
    private int safe(MealBrief brief, Catalog catalog, String patient) {
        if (!(composer.compose(brief, catalog) instanceof Composition.Composed composed)) {
            return 0;
        }
        assertEquals(
                List.of(), new RulesByHand(brief, catalog).wrongWith(composed.items()), patient);
        return 1;
    }
}
