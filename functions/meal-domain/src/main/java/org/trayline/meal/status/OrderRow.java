package org.trayline.meal.status;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;

/// A tray order in a list.
///
/// @param location empty where the patient has no stay or more than one
/// @param reasons of a hold
/// @param requestId null for an order that an import brought
public record OrderRow(
        PatientId patientId,
        Location location,
        OrderState trayOrder,
        Set<Reason> reasons,
        @Nullable TrayRequestId requestId) {
    public OrderRow {
        reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
    }
}
