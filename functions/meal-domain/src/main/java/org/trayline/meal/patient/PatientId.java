package org.trayline.meal.patient;

/// The id of a patient within a facility, `[A-Za-z0-9._-]{1,64}`; never a name.
public record PatientId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
