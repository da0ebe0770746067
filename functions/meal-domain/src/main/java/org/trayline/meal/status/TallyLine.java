package org.trayline.meal.status;

import org.jspecify.annotations.Nullable;
import org.trayline.meal.recipe.RecipeId;

/// So many portions of a recipe, at one texture.
///
/// @param name of the recipe
/// @param texture the ordered IDDSI level, of food or of drink as the recipe is; null where the
///     tray does not say, as an import brought it
public record TallyLine(
        RecipeId recipeId, String name, String course, @Nullable String texture, int portions) {}
