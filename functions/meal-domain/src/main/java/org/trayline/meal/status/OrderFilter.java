package org.trayline.meal.status;

import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.TrayOrderStatus;

/// What the orders of a list have in common; null takes any.
///
/// @param unit the empty text = the place is not known
public record OrderFilter(@Nullable TrayOrderStatus status, @Nullable String unit) {}
