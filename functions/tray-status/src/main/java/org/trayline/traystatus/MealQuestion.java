package org.trayline.traystatus;

import java.time.LocalDate;
import org.trayline.api.Parameters;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.status.Meal;

/// The meal that a request is about, by its three parameters.
record MealQuestion(
        Parameters.Value<FacilityId> facilityId,
        Parameters.Value<LocalDate> serviceDate,
        Parameters.Value<MealPeriod> mealPeriod) {

    static MealQuestion of(Parameters parameters) {
        return new MealQuestion(
                Facilities.parameter(parameters),
                parameters.required("serviceDate", LocalDate::parse, "must be a date YYYY-MM-DD"),
                parameters.required("mealPeriod", MealPeriod.class));
    }

    Facility facility(Parameters parameters, Facilities facilities) {
        return facilities.theOne(parameters.caller(), facilityId.orNull());
    }

    Meal meal(Facility facility) {
        return new Meal(facility.id(), serviceDate.get(), mealPeriod.get());
    }
}
