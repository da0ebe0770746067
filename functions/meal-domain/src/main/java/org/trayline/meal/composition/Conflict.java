package org.trayline.meal.composition;

import java.util.ArrayList;
import java.util.List;
import org.trayline.meal.composition.Requirement.RequiredSlot;

/// Requirements that no tray satisfies at once and from which none can be left out.
final class Conflict {
    private Conflict() {}

    /// Leaves out one requirement after the other wherever the rest still cannot hold: the slots
    /// first, as a conflict between limits says more than one with every slot of the tray.
    ///
    /// @param requirements that no tray of the table satisfies at once
    static List<Requirement> minimal(TrayTable table, List<Requirement> requirements) {
        List<Requirement> conflict = new ArrayList<>(requirements);
        for (Requirement requirement : slotsFirst(requirements)) {
            List<Requirement> rest = new ArrayList<>(conflict);
            rest.remove(requirement);
            // As all of them together cannot hold, the others hold only where this one is broken.
            if (!AnyTray.isIn(table, table.boundsWithout(requirement, rest))) {
                conflict = rest;
            }
        }
        return conflict;
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
