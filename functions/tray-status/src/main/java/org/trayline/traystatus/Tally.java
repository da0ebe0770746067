package org.trayline.traystatus;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.trayline.api.ApiAnswer;
import org.trayline.api.Parameters;
import org.trayline.api.Problem;
import org.trayline.api.RequestRefused;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.status.BedCounts;
import org.trayline.meal.status.KitchenOrders;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.TallyLine;

/// How many portions of what a meal's trays come to, and for how many of the occupied beds. Held
/// trays are nothing to be produced.
final class Tally {
    record Answer(
            int schemaVersion,
            FacilityId facilityId,
            ZoneId timeZone,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            List<TallyLine> lines,
            BedCounts beds) {}

    private final KitchenOrders orders;
    private final Facilities facilities;

    Tally(KitchenOrders orders, Facilities facilities) {
        this.orders = orders;
        this.facilities = facilities;
    }

    ApiAnswer answer(Parameters parameters) {
        MealQuestion question = MealQuestion.of(parameters);
        parameters.check();
        Facility facility = question.facility(parameters, facilities);
        Meal meal = question.meal(facility);
        if (facility.mealTimes().stream().noneMatch(t -> t.mealPeriod() == meal.mealPeriod())) {
            throw RequestRefused.invalid(
                    new Problem.Fault(
                            "mealPeriod",
                            meal.mealPeriod().name(),
                            "must be one that the facility serves"));
        }
        return ApiAnswer.ok(
                new Answer(
                        Versioned.KNOWN,
                        meal.facilityId(),
                        facility.zone(),
                        meal.serviceDate(),
                        meal.mealPeriod(),
                        orders.tally(meal),
                        BedCounts.of(
                                orders.beds(
                                        meal,
                                        facility.servesAt(
                                                meal.serviceDate(), meal.mealPeriod())))));
    }
}
