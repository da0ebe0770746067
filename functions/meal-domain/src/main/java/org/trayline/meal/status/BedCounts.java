package org.trayline.meal.status;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequest;

/// The occupied beds of a meal; each is counted once, so that the five add up to all of them.
///
/// @param occupied beds of patients who are admitted and in the house
/// @param placed their tray is, or was, to be produced
/// @param held a human has to decide
/// @param withheld they may have none
/// @param withheldByReason a patient may have several reasons
/// @param notNeeded such as one who leaves before the meal
/// @param notYetLookedAt nothing has come of their request, or there is none
public record BedCounts(
        int occupied,
        int placed,
        int held,
        int withheld,
        Map<Reason, Integer> withheldByReason,
        int notNeeded,
        int notYetLookedAt) {
    public BedCounts {
        withheldByReason = Collections.unmodifiableMap(new EnumMap<>(withheldByReason));
    }

    public static BedCounts of(List<BedState> beds) {
        int placed = 0;
        int held = 0;
        int withheld = 0;
        int notNeeded = 0;
        Map<Reason, Integer> byReason = new EnumMap<>(Reason.class);
        for (BedState bed : beds) {
            if (bed.live() != null && bed.live().counted()) {
                placed++;
            } else if (bed.live() != null) {
                held++;
            } else if (has(bed, TrayRequest.Outcome.WITHHELD)) {
                withheld++;
                reasons(bed).forEach(reason -> byReason.merge(reason, 1, Integer::sum));
            } else if (has(bed, TrayRequest.Outcome.NOT_NEEDED)) {
                notNeeded++;
            }
        }
        int known = placed + held + withheld + notNeeded;
        return new BedCounts(
                beds.size(), placed, held, withheld, byReason, notNeeded, beds.size() - known);
    }

    private static boolean has(BedState bed, TrayRequest.Outcome outcome) {
        return bed.completed().stream().anyMatch(ended -> ended.outcome() == outcome);
    }

    private static Set<Reason> reasons(BedState bed) {
        return bed.completed().stream()
                .filter(ended -> ended.outcome() == TrayRequest.Outcome.WITHHELD)
                .findFirst()
                .map(BedState.Ended::reasons)
                .orElse(Set.of());
    }
}
