package org.trayline.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.trayline.meal.composition.HospitalKitchens;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.recipe.Catalog;

/// Meals that are the same in every run, recorded as seeds.
final class Instances {
    static final List<Shape> SHAPES =
            List.of(
                    new Shape("300 recipes, 6 slots, 8 bounds", 300, 6, 8, 1),
                    new Shape("120 recipes, 5 slots, 8 bounds", 120, 5, 8, 1),
                    new Shape("120 recipes, 5 slots, 4 bounds", 120, 5, 4, 1),
                    new Shape("300 recipes, 6 slots, no bounds", 300, 6, 0, 1),
                    new Shape("300, 6, 8; prices in steps of 25", 300, 6, 8, 25),
                    new Shape("300, 6, 8; no prices", 300, 6, 8, 0));

    private static final int KITCHENS = 10;
    private static final long SEED = 100;

    record Instance(MealBrief brief, Catalog catalog) {}

    private Instances() {}

    /// The first so many meals of a shape, from one kitchen after the other.
    static List<Instance> of(Shape shape, int count) {
        List<HospitalKitchens> kitchens = new ArrayList<>();
        for (int i = 0; i < Math.min(KITCHENS, count); i++) {
            kitchens.add(new HospitalKitchens(shape, SEED + i));
        }
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HospitalKitchens kitchen = kitchens.get(i % kitchens.size());
            instances.add(new Instance(kitchen.next(), kitchen.catalog()));
        }
        return instances;
    }
}
