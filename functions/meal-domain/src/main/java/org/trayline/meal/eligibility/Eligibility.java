package org.trayline.meal.eligibility;

import java.util.Set;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;

/// Whether a patient is fed at a meal; where not, with every reason of the strongest outcome.
public sealed interface Eligibility {

    record Eligible(MealBrief brief, Set<Flag> flags) implements Eligibility {}

    record NotNeeded(Set<Reason> reasons) implements Eligibility {}

    record Withheld(Set<Reason> reasons) implements Eligibility {}

    record Hold(Set<Reason> reasons) implements Eligibility {}
}
