package org.trayline.traystatus;

import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
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
}
