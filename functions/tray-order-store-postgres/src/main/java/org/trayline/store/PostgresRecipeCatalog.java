package org.trayline.store;

import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.RECIPES;

import java.util.List;
import org.jooq.Field;
import org.trayline.meal.facility.FacilityId;
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
                .convertFrom(rows -> rows.map(RecipeRows::recipe));
    }
}
