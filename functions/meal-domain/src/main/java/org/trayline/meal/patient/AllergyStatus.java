package org.trayline.meal.patient;

/// Whether anyone has asked. "No known *drug* allergy" is none of these.
public enum AllergyStatus {
    NOT_ASSESSED,
    NO_KNOWN_FOOD_ALLERGY,
    RECORDED
}
