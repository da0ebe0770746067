package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;

/// A kitchen of the size and shape of a hospital's, and patients with therapeutic diets: limits
/// from loose to so tight that there is no tray.
public final class HospitalKitchens {

    /// What a portion of a course holds on average.
    private record Course(String name, Map<Nutrient, Double> means) {
        double mean(Nutrient nutrient) {
            return means.getOrDefault(nutrient, 0.0);
        }
    }

    private static final List<Course> COURSES =
            List.of(
                    course("ENTREE", 280, 22, 18, 12, 4, 2, 3, 420, 380, 220, 110),
                    course("STARCH", 160, 4, 30, 3, 1, 2, 2, 180, 240, 80, 90),
                    course("VEGETABLE", 60, 2, 10, 1.5, 0.4, 3, 4, 130, 260, 50, 110),
                    course("SOUP", 110, 5, 14, 4, 1.5, 2, 3, 480, 260, 80, 220),
                    course("DESSERT", 180, 4, 28, 6, 3, 1, 20, 140, 160, 90, 80),
                    course("DRINK", 80, 2, 14, 1.5, 0.8, 0.3, 12, 50, 190, 60, 220));

    /// @param means in the order of [Nutrient]
    private static Course course(String name, double... means) {
        Map<Nutrient, Double> byNutrient = new EnumMap<>(Nutrient.class);
        for (Nutrient nutrient : Nutrient.values()) {
            byNutrient.put(nutrient, means[byNutrient.size()]);
        }
        return new Course(name, byNutrient);
    }

    /// @param recipes of the catalogue
    /// @param slots of the tray, at most one per course
    /// @param bounds sides of limits
    /// @param costs how many cents a step of the price list has; 0 = no recipe has a cost
    public record Shape(String name, int recipes, int slots, int bounds, int costs) {}

    private final Random random;
    private final Shape shape;
    private final Catalog catalog;

    public HospitalKitchens(Shape shape, long seed) {
        this.random = new Random(seed);
        this.shape = shape;
        List<Recipe> recipes = new ArrayList<>();
        for (int i = 0; i < shape.recipes(); i++) {
            recipes.add(recipe(i, COURSES.get(i % shape.slots())));
        }
        this.catalog = new Catalog(new FacilityId("kitchen"), 1, recipes);
    }

    public Catalog catalog() {
        return catalog;
    }

    /// The next patient at lunch.
    public MealBrief next() {
        List<MealTime> times =
                List.of(
                        time(MealPeriod.BREAKFAST, 8, "0.25"),
                        time(MealPeriod.LUNCH, 12, "0.40"),
                        time(MealPeriod.DINNER, 18, "0.35"));
        List<MealSlot> slots = new ArrayList<>();
        for (int i = 0; i < shape.slots(); i++) {
            String course = COURSES.get(i).name();
            boolean required = i < 2 || chance(0.3);
            slots.add(new MealSlot(MealPeriod.LUNCH, course, List.of(course), required));
            slots.add(new MealSlot(MealPeriod.DINNER, course, List.of(course), i < 2));
        }
        Map<MealPeriod, List<RecipeId>> counted =
                chance(0.8) ? Map.of(MealPeriod.BREAKFAST, some(3)) : Map.of();
        return new MealBrief(
                MealPeriod.LUNCH, times, slots, profile(), counted, some(5), some(20), Map.of());
    }

    private DietProfile profile() {
        Set<Allergen> excluded = EnumSet.noneOf(Allergen.class);
        if (chance(0.4)) {
            excluded.add(List.of(Allergen.values()).get(random.nextInt(4)));
        }
        double day = 1400 + 100 * random.nextInt(12);
        return new DietProfile(
                FoodTexture.LEVEL_7,
                DrinkThickness.LEVEL_0,
                chance(0.2) ? List.of("HEART_HEALTHY") : List.of(),
                excluded,
                BigDecimal.valueOf(day - 100),
                chance(0.5) ? BigDecimal.valueOf(day + 100) : null,
                limits());
    }

    /// Sides of limits around what an ordinary tray holds.
    private List<NutrientLimit> limits() {
        List<Nutrient> nutrients = new ArrayList<>(EnumSet.allOf(Nutrient.class));
        List<NutrientLimit> limits = new ArrayList<>();
        double tightness = 0.5 + 0.7 * random.nextDouble();
        for (int sides = shape.bounds(); sides > 0; ) {
            Nutrient nutrient = nutrients.remove(random.nextInt(nutrients.size()));
            double typical =
                    IntStream.range(0, shape.slots())
                            .mapToDouble(i -> COURSES.get(i).mean(nutrient))
                            .sum();
            boolean wanted =
                    nutrient == Nutrient.PROTEIN_G
                            || nutrient == Nutrient.FIBER_G
                            || nutrient == Nutrient.ENERGY_KCAL;
            boolean both = nutrient == Nutrient.CARBOHYDRATE_G && sides >= 2;
            @Nullable BigDecimal max = wanted ? null : whole(typical * 1.05 * tightness);
            @Nullable BigDecimal min = null;
            if (wanted) {
                min = whole(typical * 0.7 / tightness);
            } else if (both) {
                min = whole(typical * 0.75 * tightness);
            }
            if (!wanted && !both && chance(0.3)) {
                limits.add(
                        new NutrientLimit(
                                nutrient, Per.DAY, null, whole(typical * 2.4 * tightness)));
            } else {
                limits.add(new NutrientLimit(nutrient, Per.MEAL, min, max));
            }
            sides -= both ? 2 : 1;
        }
        return limits;
    }

    private Recipe recipe(int i, Course course) {
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        // A larger portion has more of everything.
        double portion = 0.6 + 0.8 * random.nextDouble();
        for (Nutrient nutrient : Nutrient.values()) {
            double mean = course.mean(nutrient);
            double amount = mean * portion * Math.exp(0.45 * random.nextGaussian());
            int scale = nutrient == Nutrient.ENERGY_KCAL ? 0 : mean < 30 ? 2 : 1;
            nutrients.put(nutrient, decimal(amount, scale));
        }
        Set<Allergen> allergens = EnumSet.noneOf(Allergen.class);
        for (Allergen allergen : Allergen.values()) {
            if (chance(0.08)) {
                allergens.add(allergen);
            }
        }
        boolean drink = course.name().equals("DRINK");
        int cents =
                (int) (course.mean(Nutrient.ENERGY_KCAL) * portion * (0.5 + random.nextDouble()));
        return new Recipe(
                new RecipeId("R%03d".formatted(i)),
                course.name(),
                EnumSet.allOf(MealPeriod.class),
                drink ? Recipe.Kind.DRINK : Recipe.Kind.FOOD,
                drink ? Set.of() : EnumSet.of(FoodTexture.LEVEL_7, FoodTexture.EASY_TO_CHEW),
                drink || course.name().equals("SOUP") ? Set.of(DrinkThickness.LEVEL_0) : Set.of(),
                chance(0.6) ? Set.of("HEART_HEALTHY") : Set.of(),
                allergens,
                nutrients,
                shape.costs() == 0 ? null : Integer.valueOf(cents / shape.costs() * shape.costs()));
    }

    private List<RecipeId> some(int count) {
        List<RecipeId> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(catalog.recipes().get(random.nextInt(shape.recipes())).id());
        }
        return some;
    }

    private static MealTime time(MealPeriod period, int hour, String share) {
        LocalTime serves = LocalTime.of(hour, 0);
        return new MealTime(
                period, serves.minusHours(3), serves.minusHours(1), serves, new BigDecimal(share));
    }

    private static BigDecimal whole(double amount) {
        return decimal(amount, 0);
    }

    private static BigDecimal decimal(double amount, int scale) {
        return BigDecimal.valueOf(Math.round(amount * Math.pow(10, scale)), scale);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
