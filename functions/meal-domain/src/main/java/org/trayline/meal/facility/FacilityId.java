package org.trayline.meal.facility;

/// The id of a facility, `[A-Za-z0-9._-]{1,64}`.
public record FacilityId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
