package org.trayline.meal.feasibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// The patients of a meal in whose way the same rule stands.
///
/// @param helps every recipe of the hospital's own that would help any of them, the one that helps
///     most first; empty where there is none
/// @param gaps what a new recipe would have to be, per slot and texture, that of most patients
///     first; empty where no single recipe can help
public record Group(String bindingRule, int patients, List<Help> helps, List<Gap> gaps) {
    public Group {
        helps = List.copyOf(helps);
        gaps = List.copyOf(gaps);
    }

    /// One per binding rule, that of most patients first.
    static List<Group> merged(Collection<Group> groups) {
        TreeMap<String, List<Group>> byRule = new TreeMap<>();
        groups.forEach(
                group ->
                        byRule.computeIfAbsent(group.bindingRule, _ -> new ArrayList<>())
                                .add(group));
        List<Group> merged = new ArrayList<>();
        byRule.forEach(
                (rule, same) ->
                        merged.add(
                                new Group(
                                        rule,
                                        same.stream().mapToInt(Group::patients).sum(),
                                        Help.merged(
                                                same.stream()
                                                        .flatMap(group -> group.helps.stream())
                                                        .toList()),
                                        Gap.merged(
                                                same.stream()
                                                        .flatMap(group -> group.gaps.stream())
                                                        .toList()))));
        // Stable: by rule where as many patients are concerned.
        merged.sort(Comparator.comparingInt(Group::patients).reversed());
        return merged;
    }
}
