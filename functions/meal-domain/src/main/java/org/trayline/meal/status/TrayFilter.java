package org.trayline.meal.status;

import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequest;

/// What the requests of a list have in common; null takes any.
///
/// @param unit the empty text = the place is not known
/// @param text is found, in whatever case, in an id or in the place
public record TrayFilter(
        TrayRequest.@Nullable Outcome outcome,
        TrayRequest.@Nullable Status status,
        @Nullable Reason reason,
        @Nullable String unit,
        @Nullable String text) {}
