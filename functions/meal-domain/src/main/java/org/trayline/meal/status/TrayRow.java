package org.trayline.meal.status;

import org.jspecify.annotations.Nullable;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;

/// A request, where its patient is, and what it made.
///
/// @param location empty where the patient has no stay or more than one
/// @param trayOrder null where it made none
public record TrayRow(
        PatientId patientId,
        Location location,
        RequestState request,
        @Nullable OrderState trayOrder) {}
