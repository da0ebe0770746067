package org.trayline.meal.revalidation;

import java.util.List;
import java.util.Set;
import org.trayline.meal.order.Reason;

/// What becomes of an ordered tray.
public sealed interface Verdict {

    /// It stays as it is.
    record Stands() implements Verdict {}

    /// The patient needs none or may have none.
    ///
    /// @param reasons of NOT_NEEDED or WITHHELD
    record Cancel(Set<Reason> reasons) implements Verdict {
        public Cancel {
            reasons = Set.copyOf(reasons);
        }
    }

    /// A person decides.
    ///
    /// @param misfits the rules that the tray does not keep to
    record Hold(Set<Reason> reasons, List<String> misfits) implements Verdict {
        public Hold {
            reasons = Set.copyOf(reasons);
            misfits = List.copyOf(misfits);
        }
    }

    /// Must not be served as it is, and there is time to compose another: held until that one
    /// stands in its place.
    record Recompose(Hold hold) implements Verdict {}

    /// Was held for something that is so no longer: decided on anew.
    record Reevaluate() implements Verdict {}
}
