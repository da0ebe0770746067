package org.trayline.traystatus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.patient.Allergen;

/// Codes as staff on the trayline read them; `schema/reference` has the same.
final class TicketWords {
    private TicketWords() {}

    static String of(Allergen allergen) {
        return switch (allergen) {
            case MILK -> "Milk";
            case EGG -> "Egg";
            case FISH -> "Fish";
            case CRUSTACEAN -> "Crustaceans";
            case MOLLUSC -> "Molluscs";
            case TREE_NUT -> "Tree nuts";
            case PEANUT -> "Peanut";
            case WHEAT -> "Wheat";
            case GLUTEN -> "Gluten";
            case SOY -> "Soy";
            case SESAME -> "Sesame";
            case CELERY -> "Celery";
            case MUSTARD -> "Mustard";
            case LUPIN -> "Lupin";
            case SULPHITE -> "Sulphites";
        };
    }

    static String of(FoodTexture texture) {
        return texture.code()
                + " "
                + switch (texture) {
                    case LEVEL_3 -> "Liquidised";
                    case LEVEL_4 -> "Pureed";
                    case LEVEL_5 -> "Minced & Moist";
                    case LEVEL_6 -> "Soft & Bite-Sized";
                    case EASY_TO_CHEW -> "Easy to Chew";
                    case LEVEL_7 -> "Regular";
                };
    }

    static String of(DrinkThickness thickness) {
        return thickness.code()
                + " "
                + switch (thickness) {
                    case LEVEL_0 -> "Thin";
                    case LEVEL_1 -> "Slightly Thick";
                    case LEVEL_2 -> "Mildly Thick";
                    case LEVEL_3 -> "Moderately Thick";
                    case LEVEL_4 -> "Extremely Thick";
                };
    }

    /// What the order limits, energy first, such as `Sodium at most 700 mg a meal`.
    static List<String> limits(DietProfile profile) {
        List<String> limits = new ArrayList<>();
        NutrientLimit energy =
                new NutrientLimit(
                        Nutrient.ENERGY_KCAL,
                        NutrientLimit.Per.DAY,
                        profile.minKcalDay(),
                        profile.maxKcalDay());
        Stream.concat(Stream.of(energy), profile.limits().stream())
                .filter(limit -> limit.min() != null || limit.max() != null)
                .forEach(limit -> limits.add(of(limit)));
        return limits;
    }

    private static String of(NutrientLimit limit) {
        String column = limit.nutrient().column();
        int unitAt = column.lastIndexOf('_');
        String name = column.substring(0, unitAt).replace('_', ' ');
        return "%s %s %s %s"
                .formatted(
                        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                        amounts(limit.min(), limit.max()),
                        unit(column.substring(unitAt + 1)),
                        switch (limit.per()) {
                            case MEAL -> "a meal";
                            case DAY -> "a day";
                        });
    }

    private static String amounts(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        if (min == null) {
            return "at most " + text(max);
        }
        return max == null ? "at least " + text(min) : text(min) + " to " + text(max);
    }

    private static String text(@Nullable BigDecimal amount) {
        return amount == null ? "" : amount.stripTrailingZeros().toPlainString();
    }

    private static String unit(String inColumn) {
        return inColumn.equals("ml") ? "mL" : inColumn;
    }
}
