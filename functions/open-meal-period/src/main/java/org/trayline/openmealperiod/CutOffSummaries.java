package org.trayline.openmealperiod;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.status.BedCounts;
import org.trayline.meal.status.KitchenOrders;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealSummaries;
import org.trayline.meal.status.MealSummary;
import org.trayline.queue.NoticeQueue;

/// One summary per meal for people, once its cut-off has passed. It may go out twice: it is sent
/// before it is noted.
final class CutOffSummaries {
    /// So long after the cut-off: what was asked for just before it has come to an end by then.
    private static final Duration SETTLED = Duration.ofMinutes(10);

    /// So long after it was served nobody has a use for it.
    private static final Duration OF_USE = Duration.ofHours(1);

    private final MealSummaries meals;
    private final KitchenOrders orders;
    private final NoticeQueue notices;

    CutOffSummaries(MealSummaries meals, KitchenOrders orders, NoticeQueue notices) {
        this.meals = meals;
        this.orders = orders;
        this.notices = notices;
    }

    /// @return how many meals people were told of
    int tell(Facility facility, Instant now) {
        int told = 0;
        LocalDate yesterday = now.atZone(facility.zone()).toLocalDate().minusDays(1);
        for (Meal meal : meals.untold(facility.id(), yesterday)) {
            Instant cutOffAt = facility.cutOffAt(meal.serviceDate(), meal.mealPeriod());
            Instant servesAt = facility.servesAt(meal.serviceDate(), meal.mealPeriod());
            boolean due =
                    !now.isBefore(cutOffAt.plus(SETTLED)) && now.isBefore(servesAt.plus(OF_USE));
            if (due && notices.send(summary(meal, servesAt))) {
                meals.told(meal, now);
                told++;
            }
        }
        return told;
    }

    private MealSummary summary(Meal meal, Instant servesAt) {
        return new MealSummary(
                meal.facilityId(),
                meal.serviceDate(),
                meal.mealPeriod(),
                BedCounts.of(orders.beds(meal, servesAt)));
    }
}
