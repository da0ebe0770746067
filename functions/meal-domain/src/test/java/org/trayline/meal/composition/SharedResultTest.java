package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;

/// Patients with the same profile, day and history may share a result: composing is a function of
/// the brief and the catalogue, whoever asks, whenever, and whatever was composed before. Proofs
/// are compared to the last decimal, as records of decimals with their scales.
class SharedResultTest {
    private static final int PATIENTS = 150;

    @Test
    void anEqualBriefOfAnEqualCatalogueGivesTheSameProof()
            throws InterruptedException, ExecutionException {
        HospitalKitchens kitchens = new HospitalKitchens(new Shape("", 120, 5, 8, 25), 11);
        List<MealBrief> briefs = new ArrayList<>();
        List<Composition> alone = new ArrayList<>();
        for (int i = 0; i < PATIENTS; i++) {
            briefs.add(kitchens.next());
            alone.add(new TrayComposer().compose(briefs.get(i), kitchens.catalog()));
        }
        Catalog equal = anew(kitchens.catalog());
        TrayComposer shared = new TrayComposer();
        List<Future<Composition>> together = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (MealBrief brief : briefs.reversed()) {
                MealBrief copy = BriefCopy.anew(brief);
                assertEquals(brief, copy);
                assertNotSame(brief, copy);
                together.add(threads.submit(() -> shared.compose(copy, equal)));
            }
        }
        for (int i = 0; i < PATIENTS; i++) {
            assertEquals(
                    alone.get(i),
                    together.get(PATIENTS - 1 - i).get(),
                    "patient " + i + " of " + PATIENTS);
        }
    }

    private static Catalog anew(Catalog catalog) {
        List<Recipe> recipes =
                catalog.recipes().reversed().stream()
                        .map(
                                recipe ->
                                        new Recipe(
                                                recipe.id(),
                                                recipe.course(),
                                                recipe.mealPeriods(),
                                                recipe.kind(),
                                                recipe.textures(),
                                                recipe.drinkThickness(),
                                                recipe.dietTags(),
                                                recipe.allergens(),
                                                recipe.nutrients(),
                                                recipe.costCents()))
                        .toList();
        return new Catalog(catalog.facilityId(), catalog.version(), recipes);
    }
}
