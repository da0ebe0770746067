package org.trayline.meal.composition;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/// One case of `cases.json`.
///
/// Unless it says otherwise: lunch, of a day of breakfast (0.2), lunch and dinner (0.4 each) that
/// is to have at least 1,000 kcal, so that the target is 500; food of texture 7, drinks of
/// thickness 0, no allergens, 100 cents, served at every meal. A slot with a question mark is
/// optional.
record CompositionCase(JsonNode json) {
    private static final Map<String, String> SHARES =
            new TreeMap<>(Map.of("BREAKFAST", "0.2", "LUNCH", "0.4", "DINNER", "0.4"));

    @Override
    public String toString() {
        return text("case");
    }

    boolean has(String field) {
        return json.has(field);
    }

    String text(String field) {
        return json.path(field).asText("nothing");
    }

    List<String> texts(String field) {
        return texts(json.path(field));
    }

    Map<String, String> byName(String field) {
        Map<String, String> byName = new TreeMap<>();
        json.path(field)
                .properties()
                .forEach(each -> byName.put(each.getKey(), each.getValue().asText()));
        return byName;
    }

    Catalog catalog() {
        return new Catalog(
                new FacilityId("h"),
                1,
                texts("recipes").stream().map(CompositionCase::recipe).toList());
    }

    MealBrief brief() {
        MealPeriod period = MealPeriod.valueOf(json.path("meal").asText("LUNCH"));
        List<MealSlot> slots = new ArrayList<>();
        for (MealPeriod each : MealPeriod.values()) {
            String field = each == period ? "slots" : each.name().toLowerCase(Locale.ROOT);
            texts(field).forEach(slot -> slots.add(slot(each, slot)));
        }
        return new MealBrief(
                period,
                mealTimes(),
                slots,
                profile(),
                recipesByMeal("eaten", Function.identity()),
                ids(json.path("dislikes")),
                ids(json.path("recent")),
                recipesByMeal("sold_out", HashSet::new));
    }

    private List<MealTime> mealTimes() {
        Map<String, String> shares = has("shares") ? byName("shares") : SHARES;
        List<MealTime> times = new ArrayList<>();
        for (MealPeriod period : MealPeriod.values()) {
            LocalTime serves = LocalTime.of(8 + 5 * times.size(), 0);
            BigDecimal share = new BigDecimal(shares.getOrDefault(period.name(), "1"));
            times.add(
                    new MealTime(
                            period, serves.minusHours(3), serves.minusHours(1), serves, share));
        }
        return times;
    }

    private MealSlot slot(MealPeriod period, String words) {
        String[] parts = words.split(" ", 2);
        String name = parts[0].replace("?", "");
        boolean required = name.equals(parts[0]);
        return new MealSlot(period, name, List.of(parts[1].split(" or ", -1)), required);
    }

    private DietProfile profile() {
        Set<Allergen> allergens = EnumSet.noneOf(Allergen.class);
        texts("allergens").forEach(code -> allergens.add(Allergen.valueOf(code)));
        boolean says = has("kcal_day");
        return new DietProfile(
                texture(json.path("texture").asText("7")),
                thickness(json.path("thickness").asText("0")),
                texts("tags"),
                allergens,
                says ? amount(json.path("kcal_day").path(0)) : BigDecimal.valueOf(1000),
                says ? amount(json.path("kcal_day").path(1)) : null,
                texts("limits").stream().map(CompositionCase::limit).toList());
    }

    private static NutrientLimit limit(String words) {
        List<String> parts = List.of(words.split(" ", -1));
        int min = parts.indexOf("min");
        int max = parts.indexOf("max");
        return new NutrientLimit(
                nutrient(parts.get(0)),
                Per.valueOf(parts.get(1)),
                min < 0 ? null : new BigDecimal(parts.get(min + 1)),
                max < 0 ? null : new BigDecimal(parts.get(max + 1)));
    }

    /// Such as `stew: ENTREE, 300 kcal, 400 sodium_mg, contains MILK EGG, textures 5 6`.
    private static Recipe recipe(String words) {
        String[] parts = words.split("[:,] *", -1);
        Map<String, List<String>> said =
                Stream.of(parts)
                        .skip(2)
                        .map(phrase -> List.of(phrase.split(" ", -1)))
                        .collect(
                                Collectors.toMap(List::getFirst, Function.identity(), (a, _) -> a));
        Map<Nutrient, BigDecimal> nutrients = new EnumMap<>(Nutrient.class);
        @Nullable Integer cents = said.containsKey("no") ? null : Integer.valueOf(100);
        for (String phrase : List.of(parts).subList(2, parts.length)) {
            if (Character.isDigit(phrase.charAt(0))) {
                String[] figure = phrase.split(" ", -1);
                if (figure[1].equals("cents")) {
                    cents = Integer.valueOf(figure[0]);
                } else {
                    nutrients.put(nutrient(figure[1]), new BigDecimal(figure[0]));
                }
            }
        }
        boolean drink = said.containsKey("drink");
        return new Recipe(
                new RecipeId(parts[0]),
                parts[1],
                coded(said, "at", MealPeriod::valueOf, EnumSet.allOf(MealPeriod.class)),
                drink ? Recipe.Kind.DRINK : Recipe.Kind.FOOD,
                coded(
                        said,
                        "textures",
                        CompositionCase::texture,
                        drink ? Set.of() : Set.of(FoodTexture.LEVEL_7)),
                coded(
                        said,
                        "thickness",
                        CompositionCase::thickness,
                        drink ? Set.of(DrinkThickness.LEVEL_0) : Set.of()),
                coded(said, "tags", Function.identity(), Set.of()),
                said.containsKey("allergens")
                        ? null
                        : coded(said, "contains", Allergen::valueOf, Set.of()),
                nutrients,
                cents);
    }

    private static <T> Set<T> coded(
            Map<String, List<String>> said,
            String word,
            Function<String, T> code,
            Set<T> otherwise) {
        List<String> phrase = said.get(word);
        if (phrase == null) {
            return otherwise;
        }
        return phrase.stream()
                .skip(1)
                .filter(each -> !each.equals("none"))
                .map(code)
                .collect(Collectors.toSet());
    }

    private static Nutrient nutrient(String column) {
        return column.equals("kcal")
                ? Nutrient.ENERGY_KCAL
                : Nutrient.valueOf(column.toUpperCase(Locale.ROOT));
    }

    private static FoodTexture texture(String code) {
        return Stream.of(FoodTexture.values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static DrinkThickness thickness(String code) {
        return Stream.of(DrinkThickness.values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable BigDecimal amount(JsonNode value) {
        return value.isNull() ? null : new BigDecimal(value.asText());
    }

    private <T> Map<MealPeriod, T> recipesByMeal(String field, Function<List<RecipeId>, T> kind) {
        Map<MealPeriod, T> byMeal = new EnumMap<>(MealPeriod.class);
        json.path(field)
                .properties()
                .forEach(
                        each ->
                                byMeal.put(
                                        MealPeriod.valueOf(each.getKey()),
                                        kind.apply(ids(each.getValue()))));
        return byMeal;
    }

    private static List<RecipeId> ids(JsonNode list) {
        return texts(list).stream().map(RecipeId::new).toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
