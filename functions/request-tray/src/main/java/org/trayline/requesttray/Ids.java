package org.trayline.requesttray;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.api.Problem;
import org.trayline.api.RequestRefused;
import org.trayline.meal.recipe.RecipeId;

/// Ids as a hospital folder has them.
final class Ids {
    static final String RULE = "must be 1 to 64 of A-Z, a-z, 0-9, dot, underscore and dash";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Ids() {}

    /// The text, or null where it is none.
    static @Nullable String id(String text) {
        return ID.matcher(text).matches() ? text : null;
    }

    /// All that is wrong with what was chosen, by itself.
    static List<Problem.Fault> faults(List<RecipeId> chosen) {
        List<Problem.Fault> faults = new ArrayList<>();
        Set<RecipeId> seen = new HashSet<>();
        for (int i = 0; i < chosen.size(); i++) {
            String recipe = chosen.get(i).value();
            if (id(recipe) == null) {
                faults.add(new Problem.Fault("/recipeIds/" + i, recipe, RULE));
            } else if (!seen.add(chosen.get(i))) {
                faults.add(new Problem.Fault("/recipeIds/" + i, recipe, "must be named once"));
            }
        }
        return faults;
    }

    /// @throws RequestRefused naming all that is wrong
    static void requireChosen(List<RecipeId> chosen) {
        List<Problem.Fault> faults = faults(chosen);
        if (!faults.isEmpty()) {
            throw RequestRefused.invalid(faults);
        }
    }
}
