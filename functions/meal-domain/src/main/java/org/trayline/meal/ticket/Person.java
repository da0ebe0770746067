package org.trayline.meal.ticket;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// By whom staff recognize a patient at the bed: name with birth date, and record number.
public record Person(
        String familyName, String givenName, @Nullable LocalDate birthDate, String mrn) {
    /// Not even a log line that prints one says who it is.
    @Override
    public String toString() {
        return "Person";
    }
}
