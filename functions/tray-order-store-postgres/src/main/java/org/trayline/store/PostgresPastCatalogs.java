package org.trayline.store;

import static org.trayline.tables.Tables.RECIPE_VERSIONS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeId;

/// The recipes as they stood at any version, however often they have changed since.
public final class PostgresPastCatalogs {
    private final PostgresConnection postgres;

    public PostgresPastCatalogs(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    /// @param names of the recipes, for people
    public record Past(Catalog catalog, Map<RecipeId, String> names) {
        public Past {
            names = Map.copyOf(names);
        }
    }

    /// Empty where no recipe is known to have stood at that version: it is older than what was
    /// kept.
    public Optional<Past> at(FacilityId facilityId, long version) {
        List<Record> latest =
                postgres.call(
                        sql ->
                                sql.select(RECIPE_VERSIONS.fields())
                                        .distinctOn(RECIPE_VERSIONS.ID)
                                        .from(RECIPE_VERSIONS)
                                        .where(RECIPE_VERSIONS.FACILITY_ID.eq(facilityId))
                                        .and(RECIPE_VERSIONS.SINCE_VERSION.le(version))
                                        .orderBy(
                                                RECIPE_VERSIONS.ID,
                                                RECIPE_VERSIONS.SINCE_VERSION.desc())
                                        .fetch());
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        List<Record> there =
                latest.stream().filter(row -> !row.get(RECIPE_VERSIONS.REMOVED)).toList();
        Map<RecipeId, String> names = new HashMap<>();
        there.forEach(row -> names.put(row.get(RECIPE_VERSIONS.ID), row.get(RECIPE_VERSIONS.NAME)));
        return Optional.of(
                new Past(
                        new Catalog(
                                facilityId,
                                version,
                                there.stream().map(RecipeRows::recipe).toList()),
                        names));
    }
}
