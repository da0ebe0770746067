package org.trayline.meal.recipe;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.trayline.meal.facility.FacilityId;

/// All recipes of a facility as they stood at one version. A version never changes.
public final class Catalog {
    private final FacilityId facilityId;
    private final long version;
    private final List<Recipe> recipes;
    private final Map<RecipeId, Recipe> byId;

    public Catalog(FacilityId facilityId, long version, List<Recipe> recipes) {
        this.facilityId = facilityId;
        this.version = version;
        this.recipes = List.copyOf(recipes);
        this.byId =
                this.recipes.stream().collect(Collectors.toMap(Recipe::id, Function.identity()));
    }

    public FacilityId facilityId() {
        return facilityId;
    }

    public long version() {
        return version;
    }

    public List<Recipe> recipes() {
        return recipes;
    }

    public boolean has(RecipeId id) {
        return byId.containsKey(id);
    }

    /// @throws IllegalArgumentException where this version has no such recipe
    public Recipe recipe(RecipeId id) {
        Recipe recipe = byId.get(id);
        if (recipe == null) {
            throw new IllegalArgumentException(
                    "catalogue " + facilityId + " version " + version + " has no recipe " + id);
        }
        return recipe;
    }
}
