package org.trayline.meal.feasibility;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trayline.meal.recipe.RecipeId;

/// A recipe of the hospital's own with which patients would have a compliant tray, and what would
/// have to be done for it to be allowed.
///
/// @param patients how many it would help
public record Help(RecipeId recipeId, Fix fix, int patients) {
    private record Key(RecipeId recipeId, Fix fix) {}

    /// That which helps most patients first; then what is certain before what needs a fact.
    static List<Help> merged(Collection<Help> helps) {
        Map<Key, Integer> patients = new HashMap<>();
        helps.forEach(
                help ->
                        patients.merge(
                                new Key(help.recipeId, help.fix), help.patients, Integer::sum));
        return patients.entrySet().stream()
                .map(each -> new Help(each.getKey().recipeId, each.getKey().fix, each.getValue()))
                .sorted(
                        Comparator.comparingInt(Help::patients)
                                .reversed()
                                .thenComparing(Help::fix)
                                .thenComparing(Help::recipeId))
                .toList();
    }
}
