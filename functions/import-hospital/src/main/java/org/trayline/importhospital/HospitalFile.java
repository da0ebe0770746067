package org.trayline.importhospital;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.recipe.Recipe;

/// The files of a hospital folder, each after those it refers to, and the table each goes to.
@SuppressWarnings("ImmutableEnumChecker") // Its lists are made by List.of.
enum HospitalFile {
    FACILITY(
            "facilities",
            List.of("id"),
            new Column("id", Cell.ID),
            new Column("name", Cell.TEXT),
            new Column("time_zone", Cell.ZONE),
            new Column("missing_diet_order", Cell.oneOf(MissingDietOrder.values())),
            new Column("house_min_kcal", Cell.AMOUNT_OR_BLANK),
            new Column("house_max_kcal", Cell.AMOUNT_OR_BLANK)),
    MEAL_PERIODS(
            "meal_periods",
            List.of("meal_period"),
            new Column("meal_period", Cell.oneOf(MealPeriod.values())),
            new Column("opens_at", Cell.LOCAL_TIME),
            new Column("cut_off_at", Cell.LOCAL_TIME),
            new Column("serves_at", Cell.LOCAL_TIME),
            new Column("kcal_share", Cell.KCAL_SHARE),
            new Column("kitchen_closes_at", Cell.LOCAL_TIME.orBlank()).optional()),
    MEAL_SLOTS(
            "meal_slots",
            List.of("meal_period", "slot"),
            new Column("meal_period", Cell.oneOf(MealPeriod.values())),
            new Column("slot", Cell.SLOT),
            new Column("courses", Cell.COURSES),
            new Column("required", Cell.FLAG)),
    RECIPES("recipes", List.of("id"), recipeColumns()),
    PORTIONS(
            "portions",
            List.of("service_date", "meal_period", "recipe_id"),
            new Column("service_date", Cell.DATE),
            new Column("meal_period", Cell.oneOf(MealPeriod.values())),
            new Column("recipe_id", Cell.ID),
            new Column("portions", Cell.COUNT)),
    PATIENTS(
            "patients",
            List.of("id"),
            new Column("id", Cell.ID),
            new Column("mrn", Cell.TEXT).personal(),
            new Column("family_name", Cell.TEXT).personal(),
            new Column("given_name", Cell.TEXT).personal(),
            new Column("birth_date", Cell.DATE_OR_BLANK).personal(),
            new Column("allergy_status", Cell.oneOf(AllergyStatus.values()).orBlank())),
    ENCOUNTERS(
            "encounters",
            List.of("id"),
            new Column("id", Cell.ID),
            new Column("patient_id", Cell.ID),
            new Column("status", Cell.oneOf(Encounter.Status.values())),
            new Column("service_type", Cell.oneOf(Encounter.ServiceType.values()).orBlank()),
            new Column("unit", Cell.TEXT),
            new Column("room", Cell.TEXT),
            new Column("bed", Cell.TEXT),
            new Column("admitted_at", Cell.TIME_OR_BLANK),
            new Column("discharged_at", Cell.TIME_OR_BLANK),
            new Column("dysphagia_flag", Cell.FLAG)),
    DIET_ORDERS(
            "diet_orders",
            List.of("id"),
            new Column("id", Cell.ID),
            new Column("encounter_id", Cell.ID),
            new Column("kind", Cell.oneOf(List.of("ORAL", "NPO", "TUBE_FEEDING_ONLY"))),
            new Column("status", Cell.oneOf(List.of("ACTIVE", "DISCONTINUED"))),
            new Column("starts_at", Cell.TIME_OR_BLANK),
            new Column("ends_at", Cell.TIME_OR_BLANK),
            new Column("min_kcal_day", Cell.AMOUNT_OR_BLANK),
            new Column("max_kcal_day", Cell.AMOUNT_OR_BLANK),
            new Column("food_texture", Cell.oneOf(textures()).orBlank()),
            new Column("drink_thickness", Cell.oneOf(thicknesses()).orBlank()),
            new Column("diet_tags", Cell.DIET_TAGS)),
    NUTRIENT_LIMITS(
            "nutrient_limits",
            List.of("diet_order_id", "nutrient", "period"),
            new Column("diet_order_id", Cell.ID),
            new Column("nutrient", Cell.NUTRIENT),
            new Column("period", Cell.oneOf(NutrientLimit.Per.values())),
            new Column("min", Cell.AMOUNT_OR_BLANK),
            new Column("max", Cell.AMOUNT_OR_BLANK)),
    ALLERGIES(
            "allergies",
            List.of("patient_id", "line"),
            new Column("patient_id", Cell.ID),
            new Column("allergen", Cell.oneOf(Allergen.values()).orBlank()),
            new Column("kind", Cell.oneOf(AllergyRecord.Kind.values())),
            new Column("verification", Cell.oneOf(AllergyRecord.Verification.values())),
            new Column("text", Cell.REMARK).personal()),
    DISLIKES(
            "dislikes",
            List.of("patient_id", "recipe_id"),
            new Column("patient_id", Cell.ID),
            new Column("recipe_id", Cell.ID)),
    TRAY_ORDERS(
            "tray_orders",
            List.of("id"),
            new Column("id", Cell.ID),
            new Column("patient_id", Cell.ID),
            new Column("service_date", Cell.DATE),
            new Column("meal_period", Cell.oneOf(MealPeriod.values())),
            new Column("status", Cell.oneOf(TrayOrderStatus.values()))),
    TRAY_ORDER_ITEMS(
            "tray_order_items",
            List.of("tray_order_id", "slot"),
            new Column("tray_order_id", Cell.ID),
            new Column("recipe_id", Cell.ID),
            new Column("slot", Cell.SLOT));

    private final String table;
    private final List<String> key;
    private final List<Column> columns;

    HospitalFile(String table, List<String> key, Column... columns) {
        this.table = table;
        this.key = key;
        this.columns = List.of(columns);
    }

    private static Column[] recipeColumns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("id", Cell.ID));
        columns.add(new Column("name", Cell.TEXT));
        columns.add(new Column("course", Cell.COURSE));
        columns.add(new Column("meal_periods", Cell.listOf(Cell.names(MealPeriod.values()))));
        columns.add(new Column("kind", Cell.oneOf(Recipe.Kind.values())));
        columns.add(new Column("textures", Cell.listOf(textures())));
        columns.add(new Column("drink_thickness", Cell.listOf(thicknesses())));
        columns.add(new Column("diet_tags", Cell.DIET_TAGS));
        columns.add(new Column("allergens", Cell.ALLERGENS));
        for (Nutrient nutrient : Nutrient.values()) {
            columns.add(new Column(nutrient.column(), Cell.AMOUNT_OR_BLANK).optional());
        }
        columns.add(new Column("cost_cents", Cell.CENTS_OR_BLANK));
        columns.add(new Column("source", Cell.REMARK).optional());
        return columns.toArray(Column[]::new);
    }

    private static List<String> textures() {
        return Arrays.stream(FoodTexture.values()).map(FoodTexture::code).toList();
    }

    private static List<String> thicknesses() {
        return Arrays.stream(DrinkThickness.values()).map(DrinkThickness::code).toList();
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".csv";
    }

    /// Whether a folder may be without it, as if it had no rows.
    boolean optional() {
        return this == PORTIONS;
    }

    String table() {
        return table;
    }

    /// The columns that tell its table's rows of one facility apart.
    List<String> key() {
        return key;
    }

    List<Column> columns() {
        return columns;
    }

    /// The columns of its table that an import writes: those of the file, and what its rows' order
    /// says.
    List<String> stored() {
        List<String> stored = new ArrayList<>(columns.stream().map(Column::name).toList());
        switch (this) {
            case MEAL_SLOTS -> stored.add("position");
            case ALLERGIES -> stored.add("line");
            default -> {}
        }
        return List.copyOf(stored);
    }

    /// The place of a column in [#columns].
    int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(fileName() + " has no column " + column);
    }
}
