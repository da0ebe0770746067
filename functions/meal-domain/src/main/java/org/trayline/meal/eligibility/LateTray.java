package org.trayline.meal.eligibility;

import java.util.EnumSet;
import java.util.Set;
import org.trayline.meal.order.Reason;

/// What a replay or a sweep makes of a request after its cut-off: nobody has cooked for it, so a
/// person decides on a late tray. A patient who needs none, or must not have one, is still that.
public final class LateTray {
    private LateTray() {}

    public static Eligibility instead(Eligibility eligibility) {
        return switch (eligibility) {
            case Eligibility.Eligible eligible ->
                    new Eligibility.Hold(Set.of(Reason.LATE_TRAY_NEEDED));
            case Eligibility.Hold(Set<Reason> reasons) -> {
                Set<Reason> late = EnumSet.copyOf(reasons);
                late.remove(Reason.PAST_CUTOFF);
                late.add(Reason.LATE_TRAY_NEEDED);
                yield new Eligibility.Hold(late);
            }
            case Eligibility.NotNeeded notNeeded -> notNeeded;
            case Eligibility.Withheld withheld -> withheld;
        };
    }
}
