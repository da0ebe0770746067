package org.trayline.meal.status;

import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.patient.Location;

/// Where an order stands on the trayline: by unit, room and bed, then by its id.
public record OrderPlace(Location location, TrayOrderId trayOrderId) {}
