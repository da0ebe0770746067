package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.recipe.Catalog;

/// On kitchens from a handful of recipes to a hospital's 300, where not every tray can be tried.
///
/// `safety.trays` says how many trays: 50,000 in every build, 1,000,000 in the nightly one.
class ComposedTraysAreSafeTest {
    private static final int TRAYS = Integer.getInteger("safety.trays", 50_000);
    private static final int PATIENTS_PER_KITCHEN = 40;

    private final TrayComposer composer = new TrayComposer();

    @Test
    void noTrayBreaksARule() {
        int composed = 0;
        long seed = 0;
        for (; composed < TRAYS; seed++) {
            assertTrue(seed < TRAYS, () -> "few of the meals have a tray");
            for (long i = 7 * seed; i < 7 * seed + 7; i++) {
                composed += safe(RandomBriefs.small(i), "small " + i);
            }
            composed += safe(RandomBriefs.middle(seed), "middle " + seed);
            composed += safe(RandomBriefs.large(seed), "large " + seed);
            if (seed % PATIENTS_PER_KITCHEN == 0) {
                composed += hospital(seed);
            }
        }
    }

    private int hospital(long seed) {
        int i = Math.toIntExact(seed / PATIENTS_PER_KITCHEN);
        int recipes = i % 5 == 0 ? 300 : 60 + 20 * (i % 5);
        HospitalKitchens kitchens =
                new HospitalKitchens(new Shape("", recipes, 3 + i % 4, i % 9, 5), seed);
        int composed = 0;
        for (int patient = 0; patient < PATIENTS_PER_KITCHEN; patient++) {
            composed +=
                    safe(kitchens.next(), kitchens.catalog(), "hospital " + seed + "/" + patient);
        }
        return composed;
    }

    private int safe(RandomBriefs.Case random, String meal) {
        return safe(random.brief(), random.catalog(), meal);
    }

    /// @return 1 for a composed tray
    private int safe(MealBrief brief, Catalog catalog, String meal) {
        if (!(composer.compose(brief, catalog) instanceof Composition.Composed composed)) {
            return 0;
        }
        assertEquals(List.of(), new RulesByHand(brief, catalog).wrongWith(composed.items()), meal);
        return 1;
    }
}
