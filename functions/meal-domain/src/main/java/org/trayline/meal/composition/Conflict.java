package org.trayline.meal.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trayline.meal.composition.Requirement.Bound;
import org.trayline.meal.composition.Requirement.ChosenItem;
import org.trayline.meal.composition.Requirement.RequiredSlot;
import org.trayline.meal.composition.TraySearch.Order;

/// Requirements that no tray satisfies at once and from which none can be left out.
final class Conflict {
    private Conflict() {}

    /// Leaves out one requirement after the other wherever the rest still cannot hold: the slots
    /// first, as a conflict between limits says more than one with every slot of the tray.
    ///
    /// @param requirements that no tray of the table satisfies at once
    /// @throws StepBudget.Exhausted where the budget ends before
    static List<Requirement> minimal(
            TrayTable table, List<Requirement> requirements, StepBudget budget) {
        List<Requirement> conflict = new ArrayList<>(requirements);
        Causes causes = causes(table, table.bounds(conflict), budget).orElseThrow();
        conflict.removeIf(requirement -> !isCause(requirement, table, causes));
        for (Requirement requirement : slotsFirst(conflict)) {
            List<Requirement> rest = new ArrayList<>(conflict);
            rest.remove(requirement);
            // As all of them together cannot hold, the others hold only where this one is broken.
            if (causes(table, table.boundsWithout(requirement, rest), budget).isPresent()) {
                conflict = rest;
            }
        }
        return conflict;
    }

    /// Why there is no tray within the bounds; empty where there is one.
    private static Optional<Causes> causes(TrayTable table, TrayBounds bounds, StepBudget budget) {
        SearchSpace space = new SearchSpace(table, bounds, SearchSpace.NO_OBJECTIVE);
        Any any = new Any(Amounts.UNLIMITED, 1);
        Causes causes = new TraySearch(space, Order.BEST_FIRST, 0, any, null, budget).run();
        return any.found().isEmpty() ? Optional.of(causes) : Optional.empty();
    }

    private static boolean isCause(Requirement requirement, TrayTable table, Causes causes) {
        return switch (requirement) {
            case Bound bound ->
                    switch (bound.side()) {
                        case MIN -> causes.isLeast(table.row(bound.nutrient()));
                        case MAX -> causes.isMost(table.row(bound.nutrient()));
                    };
            case RequiredSlot _, ChosenItem _ -> true;
        };
    }

    private static List<Requirement> slotsFirst(List<Requirement> requirements) {
        List<Requirement> slotsFirst = new ArrayList<>();
        for (Requirement requirement : requirements) {
            if (requirement instanceof RequiredSlot) {
                slotsFirst.add(requirement);
            }
        }
        for (Requirement requirement : requirements) {
            if (!(requirement instanceof RequiredSlot)) {
                slotsFirst.add(requirement);
            }
        }
        return slotsFirst;
    }
}
