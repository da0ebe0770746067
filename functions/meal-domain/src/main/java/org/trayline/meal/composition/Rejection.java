package org.trayline.meal.composition;

import java.util.List;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;

/// The recipes of the catalogue that one rule kept off the tray.
///
/// @param count how many
/// @param recipes which, by id; only the first of them where a proof would grow too long, and then
///     [#count] is larger
public record Rejection(RejectionRule rule, int count, List<RecipeId> recipes) {
    public Rejection {
        recipes = List.copyOf(recipes);
    }
}
