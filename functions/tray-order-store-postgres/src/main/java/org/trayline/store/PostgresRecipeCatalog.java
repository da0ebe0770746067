package org.trayline.store;

import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.RECIPES;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeCatalog;

/// The recipes as they are in the database now.
public final class PostgresRecipeCatalog implements RecipeCatalog {
    private final PostgresConnection postgres;

    public PostgresRecipeCatalog(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    /// Always the present version, read with its recipes in one statement.
    ///
    /// @throws IllegalArgumentException where there is no such facility
    @Override
    public Catalog at(FacilityId facilityId, long version) {
        return postgres.call(
                sql ->
                        sql.select(FACILITIES.CATALOG_VERSION, recipes())
                                .from(FACILITIES)
                                .where(FACILITIES.ID.eq(facilityId))
                                .fetchOptional(
                                        row -> new Catalog(facilityId, row.value1(), row.value2()))
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "no facility " + facilityId)));
    }

    private static Field<List<Recipe>> recipes() {
        return multiset(
                        select(RECIPES.fields())
                                .from(RECIPES)
                                .where(RECIPES.FACILITY_ID.eq(FACILITIES.ID))
                                .orderBy(RECIPES.ID))
                .as("recipes")
                .convertFrom(rows -> rows.map(PostgresRecipeCatalog::recipe));
    }

    private static Recipe recipe(Record row) {
        String @Nullable [] allergens = row.get(RECIPES.ALLERGENS);
        return new Recipe(
                row.get(RECIPES.ID),
                row.get(RECIPES.COURSE),
                each(row.get(RECIPES.MEAL_PERIODS), MealPeriod::valueOf),
                row.get(RECIPES.KIND),
                each(row.get(RECIPES.TEXTURES), FoodTexture::ofCode),
                each(row.get(RECIPES.DRINK_THICKNESS), DrinkThickness::ofCode),
                each(row.get(RECIPES.DIET_TAGS), Function.identity()),
                allergens == null ? null : each(allergens, Allergen::valueOf),
                nutrients(row),
                row.get(RECIPES.COST_CENTS));
    }

    private static <T> Set<T> each(String[] codes, Function<String, T> of) {
        return Arrays.stream(codes).map(of).collect(Collectors.toSet());
    }

    /// Those of a row that has their columns.
    static Map<Nutrient, BigDecimal> nutrients(Record row) {
        Map<Nutrient, BigDecimal> known = new EnumMap<>(Nutrient.class);
        for (Nutrient nutrient : Nutrient.values()) {
            BigDecimal amount = row.get(nutrient.column(), BigDecimal.class);
            if (amount != null) {
                known.put(nutrient, amount);
            }
        }
        return known;
    }
}
