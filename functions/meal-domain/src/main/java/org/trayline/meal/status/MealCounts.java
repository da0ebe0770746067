package org.trayline.meal.status;

import java.util.Map;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequest;

/// The requests of a meal, counted, and a mark of all that can be seen of them.
///
/// @param mark another one after every change of a request, of its order or of its patient's place
/// @param requests all of the meal
/// @param matching those that pass a filter
/// @param byStatus every status is there
/// @param byOutcome every outcome is there
/// @param byReason a request may have several
/// @param byUnit in the order of the units; the empty text where the place is not known
public record MealCounts(
        String mark,
        int requests,
        int matching,
        Map<TrayRequest.Status, Integer> byStatus,
        Map<TrayRequest.Outcome, Integer> byOutcome,
        Map<Reason, Integer> byReason,
        Map<String, Integer> byUnit) {}
