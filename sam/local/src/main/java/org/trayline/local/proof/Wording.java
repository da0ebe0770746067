package org.trayline.local.proof;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.trayline.meal.composition.Criterion;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.recipe.RejectionRule;

/// What codes are called when a person reads them. `schema/reference` has the lists.
final class Wording {
    static final String FOR_THE_DIETITIAN =
            "For a dietitian to decide on: it is never applied by itself.";
    static final String UNKNOWN_SOMEWHERE =
            "An item of another tray of the day has no figure for energy or for a nutrient that is"
                    + " limited per day.";
    static final String ONLY_TRAY = "There is no other tray that keeps to everything.";
    static final String SECOND_NOT_FOUND =
            "The search for the next best tray was ended at its bound: there may be one.";

    private Wording() {}

    static String name(Nutrient nutrient) {
        return switch (nutrient) {
            case ENERGY_KCAL -> "energy";
            case PROTEIN_G -> "protein";
            case CARBOHYDRATE_G -> "carbohydrate";
            case FAT_G -> "fat";
            case SATURATED_FAT_G -> "saturated fat";
            case FIBER_G -> "fibre";
            case SUGARS_G -> "sugars";
            case SODIUM_MG -> "sodium";
            case POTASSIUM_MG -> "potassium";
            case PHOSPHORUS_MG -> "phosphorus";
            case FLUID_ML -> "fluid";
        };
    }

    static String unit(Nutrient nutrient) {
        return switch (nutrient) {
            case ENERGY_KCAL -> "kcal";
            case PROTEIN_G, CARBOHYDRATE_G, FAT_G, SATURATED_FAT_G, FIBER_G, SUGARS_G -> "g";
            case SODIUM_MG, POTASSIUM_MG, PHOSPHORUS_MG -> "mg";
            case FLUID_ML -> "mL";
        };
    }

    static String per(Per per) {
        return switch (per) {
            case MEAL -> "per meal";
            case DAY -> "per day";
        };
    }

    static String meal(MealPeriod meal) {
        return meal.name().toLowerCase(Locale.ROOT);
    }

    /// Exact, with a comma between thousands.
    static String number(BigDecimal number) {
        DecimalFormat format =
                new DecimalFormat(
                        "#,##0.##########", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(number);
    }

    static String amount(BigDecimal amount, String unit) {
        return number(amount) + ' ' + unit;
    }

    static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /// `a`, `a and b`, `a, b and c`.
    static String and(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    /// What stands above the limits and slots that a tray cannot keep to.
    static String together(int count) {
        return count == 1
                ? "This alone no tray can keep to"
                : "These cannot hold together; without any one of them the others could";
    }

    static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static List<String> words(Iterable<?> codes) {
        return StreamSupport.stream(codes.spliterator(), false)
                .map(code -> words(code.toString()))
                .toList();
    }

    /// Why a rule kept recipes off this tray.
    static String rule(RejectionRule rule, MealPeriod meal, DietProfile profile) {
        return switch (rule) {
            case PERIOD -> "not served at " + meal(meal);
            case ALLERGEN_UNKNOWN -> "allergens unknown, while some must be avoided";
            case ALLERGEN -> "contains an allergen to avoid";
            case TEXTURE ->
                    "not made at %s or %s"
                            .formatted(
                                    texture(profile.foodTexture()),
                                    thickness(profile.drinkThickness()));
            case DIET_TAG -> "not " + and(words(profile.dietTags()));
            case NUTRIENT_UNKNOWN -> "the amount of a limited nutrient is unknown";
            case SOLD_OUT -> "sold out";
        };
    }

    static String texture(FoodTexture texture) {
        return "food level "
                + texture.code()
                + switch (texture) {
                    case LEVEL_3 -> " (liquidised)";
                    case LEVEL_4 -> " (pureed)";
                    case LEVEL_5 -> " (minced & moist)";
                    case LEVEL_6 -> " (soft & bite-sized)";
                    case EASY_TO_CHEW -> " (easy to chew)";
                    case LEVEL_7 -> " (regular)";
                };
    }

    static String thickness(DrinkThickness thickness) {
        return "drink level "
                + thickness.code()
                + switch (thickness) {
                    case LEVEL_0 -> " (thin)";
                    case LEVEL_1 -> " (slightly thick)";
                    case LEVEL_2 -> " (mildly thick)";
                    case LEVEL_3 -> " (moderately thick)";
                    case LEVEL_4 -> " (extremely thick)";
                };
    }

    static String criterion(Criterion criterion) {
        return switch (criterion) {
            case KCAL_STEPS_150 -> "whole steps of 150 kcal from the target";
            case OPTIONAL_SLOTS_EMPTY -> "optional slots left empty";
            case DISLIKED_ITEMS -> "items that the patient dislikes";
            case KCAL_STEPS_50 -> "whole steps of 50 kcal from the target";
            case RECENT_ITEMS -> "items of the last six trays";
            case COST_CENTS -> "cost in cents";
            case KCAL_FROM_TARGET -> "kcal from the target";
            case RECIPE_IDS -> "recipe ids, slot by slot";
        };
    }

    /// A flag of a tray order.
    static String flag(String code) {
        return switch (code) {
            case "HOUSE_DIET" -> "House diet: there is no diet order. For review.";
            case "AT_RISK" -> "At risk: with this tray the day stays below a minimum.";
            case "LATE_TRAY" -> "Late tray: asked for after the cut-off.";
            case "DID_NOT_CHOOSE" -> "The patient could have chosen and did not.";
            default -> words(code);
        };
    }

    static String capitalised(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
