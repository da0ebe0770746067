package org.trayline.meal.composition;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.recipe.Catalog;

/// How many trays a core composes per second, and how long the slowest takes, in CPU time.
/// Arguments: patients per shape, seed.
final class CompositionBench {
    private static final List<Shape> SHAPES =
            List.of(
                    new Shape("300 recipes, 6 slots, 8 bounds", 300, 6, 8, 1),
                    new Shape("120 recipes, 5 slots, 8 bounds", 120, 5, 8, 1),
                    new Shape("120 recipes, 5 slots, 4 bounds", 120, 5, 4, 1),
                    new Shape("300 recipes, 6 slots, no bounds", 300, 6, 0, 1),
                    new Shape("300, 6, 8; prices in steps of 25", 300, 6, 8, 25),
                    new Shape("300, 6, 8; no prices", 300, 6, 8, 0));

    /// Of the thread, so that what else the machine does is not measured.
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private CompositionBench() {}

    public static void main(String[] args) {
        int patients = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        for (Shape shape : SHAPES) {
            measure(shape, patients / 4, seed + 1000);
        }
        for (Shape shape : SHAPES) {
            System.out.println(measure(shape, patients, seed));
        }
    }

    private static String measure(Shape shape, int patients, long seed) {
        TrayComposer composer = new TrayComposer();
        List<Long> composed = new ArrayList<>();
        List<Long> held = new ArrayList<>();
        for (int kitchen = 0; kitchen < 10; kitchen++) {
            HospitalKitchens kitchens = new HospitalKitchens(shape, seed * 100 + kitchen);
            Catalog catalog = kitchens.catalog();
            for (int i = 0; i < patients / 10; i++) {
                MealBrief brief = kitchens.next();
                long start = CLOCK.getCurrentThreadCpuTime();
                Composition composition = composer.compose(brief, catalog);
                long nanos = CLOCK.getCurrentThreadCpuTime() - start;
                switch (composition) {
                    case Composition.Composed _ -> composed.add(nanos);
                    case Composition.Held _ -> held.add(nanos);
                }
            }
        }
        List<Long> all = new ArrayList<>(composed);
        all.addAll(held);
        return "%-34s %s%n%-34s %s%n%-34s %s"
                .formatted(
                        shape.name(),
                        figures("all", all),
                        "",
                        figures("composed", composed),
                        "",
                        figures("held", held));
    }

    private static String figures(String name, List<Long> nanos) {
        if (nanos.isEmpty()) {
            return name + " none";
        }
        double[] millis = nanos.stream().mapToDouble(each -> each / 1e6).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%-8s %5d %8.0f trays/s  median %7.3f  p99 %8.3f  max %9.3f ms",
                name,
                millis.length,
                1000 * millis.length / Arrays.stream(millis).sum(),
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1]);
    }
}
