package org.trayline.meal.status;

import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.Location;

/// Where a request stands in the list of its meal; no two stand at the same place.
///
/// @param rank 0 failed, 1 held, 2 open, 3 any other
public record TrayPlace(int rank, Location location, TrayRequestId requestId) {}
