package org.trayline.meal.patient;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietOrder;

/// A stay (FHIR Encounter) with the diet orders that were written for it.
public record Encounter(
        String id,
        Status status,
        @Nullable ServiceType serviceType,
        Location location,
        @Nullable Instant admittedAt,
        @Nullable Instant dischargedAt,
        boolean dysphagia,
        List<DietOrder> activeDietOrders) {

    public Encounter {
        activeDietOrders = List.copyOf(activeDietOrders);
    }

    public enum Status {
        ADMITTED,
        ON_LEAVE,
        DISCHARGED
    }

    /// How the patient's meals are chosen.
    public enum ServiceType {
        SELECT,
        ASSIST,
        NON_SELECT
    }

    /// Whether this stay makes its patient due at a meal that is served then.
    public boolean isDue(Instant servesAt) {
        return switch (status) {
            case ADMITTED, ON_LEAVE -> admittedAt == null || admittedAt.isBefore(servesAt);
            case DISCHARGED -> false;
        };
    }
}
