package org.trayline.traystatus;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.Parameters;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.status.MealPeriodState;
import org.trayline.meal.status.TrayStatus;

/// The meal periods that a page can offer.
final class MealPeriodList {
    private static final int MOST_DAYS = 90;
    private static final int DAYS = 14;

    record Answer(int schemaVersion, List<MealPeriodState> mealPeriods) {}

    private final TrayStatus trays;
    private final Facilities facilities;

    MealPeriodList(TrayStatus trays, Facilities facilities) {
        this.trays = trays;
        this.facilities = facilities;
    }

    ApiAnswer answer(Parameters parameters) {
        Parameters.Value<FacilityId> facilityId = Facilities.parameter(parameters);
        Parameters.Value<Integer> days = parameters.optionalNumber("days", 1, MOST_DAYS);
        parameters.check();
        @Nullable FacilityId only = facilityId.orNull();
        facilities.requireKnown(parameters.caller(), only);
        return ApiAnswer.ok(
                new Answer(
                        Versioned.KNOWN,
                        trays.mealPeriods(
                                Facilities.visible(parameters.caller(), only), days.orElse(DAYS))));
    }
}
