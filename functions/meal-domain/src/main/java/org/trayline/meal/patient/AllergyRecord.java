package org.trayline.meal.patient;

import org.jspecify.annotations.Nullable;

/// An allergy or intolerance as recorded (FHIR AllergyIntolerance).
///
/// @param allergen null where it was recorded as text only
public record AllergyRecord(@Nullable Allergen allergen, Kind kind, Verification verification) {

    /// Both keep an item off the tray; a dislike does not.
    public enum Kind {
        ALLERGY,
        INTOLERANCE
    }

    /// FHIR AllergyIntolerance.verificationStatus.
    public enum Verification {
        CONFIRMED,
        UNCONFIRMED,
        REFUTED,
        ENTERED_IN_ERROR
    }

    public boolean applies() {
        return switch (verification) {
            case CONFIRMED, UNCONFIRMED -> true;
            case REFUTED, ENTERED_IN_ERROR -> false;
        };
    }
}
