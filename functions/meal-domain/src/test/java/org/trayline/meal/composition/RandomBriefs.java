package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

/// Kitchens and patients by chance, the same for the same seed.
final class RandomBriefs {
    private static final List<String> COURSES = List.of("ENTREE", "SIDE", "FRUIT", "DRINK");
    private static final List<String> TAGS = List.of("VEGETARIAN", "HALAL", "GLUTEN_FREE");

    private final Random random;
    private final int recipes;
    private final int slots;

    record Case(MealBrief brief, Catalog catalog) {}

    private RandomBriefs(long seed, int recipes, int slots) {
        this.random = new Random(seed);
        this.recipes = recipes;
        this.slots = slots;
    }

    /// Few enough trays that all of them can be tried; crowded with ties, blanks and tight limits.
    static Case small(long seed) {
        return new RandomBriefs(seed, 4 + (int) (seed % 12), 1 + (int) (seed % 4)).next();
    }

    /// So many trays that a search is needed, so few that any solver can search them.
    static Case middle(long seed) {
        return new RandomBriefs(seed, 20 + (int) (seed % 41), 3 + (int) (seed % 3)).next();
    }

    /// As large as a hospital's.
    static Case large(long seed) {
        return new RandomBriefs(seed, 40 + (int) (seed % 100), 3 + (int) (seed % 4)).next();
    }

    private Case next() {
        List<Recipe> all = new ArrayList<>();
        for (int i = 0; i < recipes; i++) {
            all.add(recipe(i, all));
        }
        Collections.shuffle(all, random);
        Catalog catalog = new Catalog(new FacilityId("h"), random.nextInt(100), all);
        List<MealPeriod> periods = new ArrayList<>(List.of(MealPeriod.values()));
        Collections.shuffle(periods, random);
        List<MealTime> times = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            LocalTime serves = LocalTime.of(7 + 5 * i, 0);
            times.add(
                    new MealTime(
                            periods.get(i),
                            serves.minusHours(3),
                            serves.minusHours(1),
                            serves,
                            decimal(1, 60, 0).movePointLeft(2)));
        }
        MealPeriod period = times.get(random.nextInt(times.size())).mealPeriod();
        Map<MealPeriod, List<RecipeId>> counted = new EnumMap<>(MealPeriod.class);
        Map<MealPeriod, Set<RecipeId>> soldOut = new EnumMap<>(MealPeriod.class);
        List<MealSlot> allSlots = new ArrayList<>();
        for (MealTime time : times) {
            MealPeriod each = time.mealPeriod();
            if (each != period && chance(0.4)) {
                counted.put(each, some(all, random.nextInt(3)));
            }
            soldOut.put(each, new HashSet<>(some(all, random.nextInt(2))));
            int count = each == period ? slots : random.nextInt(3);
            for (int i = 0; i < count; i++) {
                allSlots.add(new MealSlot(each, "slot" + i, courses(i), chance(0.6)));
            }
        }
        Collections.shuffle(allSlots, random);
        MealBrief brief =
                new MealBrief(
                        period,
                        times,
                        allSlots,
                        profile(),
                        counted,
                        some(all, random.nextInt(4)),
                        some(all, random.nextInt(6)),
                        soldOut);
        return new Case(brief, catalog);
    }

    private Recipe recipe(int i, List<Recipe> earlier) {
        boolean drink = chance(0.2);
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        if (!earlier.isEmpty() && chance(0.2)) {
            nutrients.putAll(pick(earlier).nutrients());
        } else {
            for (Nutrient nutrient : Nutrient.values()) {
                if (!chance(0.01)) {
                    int most = nutrient == Nutrient.ENERGY_KCAL ? 500 : 100;
                    nutrients.put(nutrient, decimal(0, most, random.nextInt(3)));
                }
            }
        }
        Set<Allergen> allergens = EnumSet.noneOf(Allergen.class);
        for (int n = random.nextInt(3); n > 0; n--) {
            allergens.add(pick(List.of(Allergen.values())));
        }
        Set<FoodTexture> textures =
                drink
                        ? Set.of()
                        : chance(0.8)
                                ? EnumSet.allOf(FoodTexture.class)
                                : EnumSet.of(FoodTexture.LEVEL_7, FoodTexture.LEVEL_5);
        Set<DrinkThickness> thickness =
                drink || chance(0.1)
                        ? EnumSet.of(DrinkThickness.LEVEL_0, pick(List.of(DrinkThickness.values())))
                        : Set.of();
        return new Recipe(
                new RecipeId(pick(List.of("r", "R", "r-", "_", "r.")) + i),
                pick(COURSES),
                chance(0.9) ? EnumSet.allOf(MealPeriod.class) : Set.of(MealPeriod.LUNCH),
                drink ? Recipe.Kind.DRINK : Recipe.Kind.FOOD,
                textures,
                thickness,
                chance(0.7) ? Set.copyOf(TAGS) : Set.of(pick(TAGS)),
                chance(0.03) ? null : allergens,
                nutrients,
                chance(0.1) ? null : Integer.valueOf(50 * random.nextInt(5)));
    }

    private DietProfile profile() {
        List<NutrientLimit> limits = new ArrayList<>();
        for (Nutrient nutrient : Nutrient.values()) {
            for (Per per : Per.values()) {
                if (chance(0.15)) {
                    limits.add(limit(nutrient, per));
                }
            }
        }
        Set<Allergen> excluded = EnumSet.noneOf(Allergen.class);
        if (chance(0.3)) {
            excluded.add(pick(List.of(Allergen.values())));
        }
        BigDecimal min = chance(0.5) ? decimal(500, 2000, 1) : null;
        BigDecimal max = chance(0.5) ? decimal(1000, 3000, 1) : null;
        if (min != null && max != null && max.compareTo(min) < 0) {
            max = min;
        }
        return new DietProfile(
                chance(0.8) ? FoodTexture.LEVEL_7 : pick(List.of(FoodTexture.values())),
                chance(0.8) ? DrinkThickness.LEVEL_0 : pick(List.of(DrinkThickness.values())),
                chance(0.2) ? List.of(pick(TAGS)) : List.of(),
                excluded,
                min,
                max,
                limits);
    }

    private NutrientLimit limit(Nutrient nutrient, Per per) {
        double typical = (nutrient == Nutrient.ENERGY_KCAL ? 250.0 : 50.0) * slots;
        double most = typical * (per == Per.DAY ? 2 : 1) * (0.4 + random.nextDouble());
        @Nullable BigDecimal max = chance(0.8) ? BigDecimal.valueOf((long) most) : null;
        @Nullable BigDecimal min = null;
        if (chance(0.3)) {
            min = BigDecimal.valueOf((long) (most * random.nextDouble()));
        }
        return new NutrientLimit(nutrient, per, min, max);
    }

    private List<String> courses(int i) {
        String course = COURSES.get(i % COURSES.size());
        return chance(0.3) ? List.of(course, pick(COURSES)) : List.of(course);
    }

    private List<RecipeId> some(List<Recipe> all, int count) {
        List<RecipeId> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(pick(all).id());
        }
        return some;
    }

    private BigDecimal decimal(int from, int to, int scale) {
        long tens = BigDecimal.TEN.pow(scale).longValueExact();
        return BigDecimal.valueOf(from * tens + random.nextLong((to - from) * tens + 1), scale);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
