package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;

/// How much energy the best tray gives: this meal's share of what the day still lacks, and not more
/// than a quarter above its share of the whole day.
///
/// @param kcal rounded half-up, not below 0
/// @param dayKcal what the whole day is to have: the middle of the order's kcal per day, or the one
///     that it gives, or 2,000
/// @param eatenKcal of the day's other counted trays
/// @param share this meal's share of the day
/// @param shares this meal's and those of the later meals without a counted tray
/// @param capped whether it is the quarter above its share of the whole day
public record KcalTarget(
        int kcal,
        BigDecimal dayKcal,
        BigDecimal eatenKcal,
        BigDecimal share,
        BigDecimal shares,
        boolean capped) {
    private static final BigDecimal DAY_WITHOUT_ORDER = BigDecimal.valueOf(2000);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal MOST = new BigDecimal("1.25");

    /// @param eaten kcal of the day's other counted trays
    /// @param later the later meals without a counted tray
    static KcalTarget of(MealBrief brief, BigDecimal eaten, List<MealTime> later) {
        BigDecimal share = share(brief.mealTimes(), brief.mealPeriod());
        BigDecimal shares = later.stream().map(MealTime::kcalShare).reduce(share, BigDecimal::add);
        BigDecimal day = day(brief.profile());
        // share / shares * (day - eaten) is compared as a fraction and divided once, so that the
        // rounding is of the exact value.
        BigDecimal numerator = share.multiply(day.subtract(eaten));
        BigDecimal most = MOST.multiply(share).multiply(day);
        boolean capped = numerator.compareTo(most.multiply(shares)) > 0;
        BigDecimal target =
                capped
                        ? most.setScale(0, RoundingMode.HALF_UP)
                        : numerator.divide(shares, 0, RoundingMode.HALF_UP);
        int kcal = target.max(BigDecimal.ZERO).intValueExact();
        return new KcalTarget(kcal, day, eaten, share, shares, capped);
    }

    private static BigDecimal share(List<MealTime> mealTimes, MealPeriod mealPeriod) {
        return mealTimes.stream()
                .filter(time -> time.mealPeriod() == mealPeriod)
                .map(MealTime::kcalShare)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no meal time for " + mealPeriod));
    }

    /// The energy of the whole day. Limit rows on kcal play no part.
    private static BigDecimal day(DietProfile profile) {
        @Nullable BigDecimal min = profile.minKcalDay();
        @Nullable BigDecimal max = profile.maxKcalDay();
        if (min != null && max != null) {
            return min.add(max).multiply(HALF);
        }
        if (min != null) {
            return min;
        }
        return max != null ? max : DAY_WITHOUT_ORDER;
    }
}
