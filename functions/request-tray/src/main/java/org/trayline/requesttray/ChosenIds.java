package org.trayline.requesttray;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trayline.api.Problem;
import org.trayline.api.RecordId;
import org.trayline.api.RequestRefused;
import org.trayline.meal.recipe.RecipeId;

/// The recipes that somebody chose, by their ids.
final class ChosenIds {
    private ChosenIds() {}

    /// All that is wrong with what was chosen, by itself.
    static List<Problem.Fault> faults(List<RecipeId> chosen) {
        List<Problem.Fault> faults = new ArrayList<>();
        Set<RecipeId> seen = new HashSet<>();
        for (int i = 0; i < chosen.size(); i++) {
            String recipe = chosen.get(i).value();
            if (RecordId.parse(recipe) == null) {
                faults.add(new Problem.Fault("/recipeIds/" + i, recipe, RecordId.RULE));
            } else if (!seen.add(chosen.get(i))) {
                faults.add(new Problem.Fault("/recipeIds/" + i, recipe, "must be named once"));
            }
        }
        return faults;
    }

    /// @throws RequestRefused naming all that is wrong
    static void require(List<RecipeId> chosen) {
        List<Problem.Fault> faults = faults(chosen);
        if (!faults.isEmpty()) {
            throw RequestRefused.invalid(faults);
        }
    }
}
