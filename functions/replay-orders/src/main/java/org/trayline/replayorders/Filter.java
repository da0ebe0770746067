package org.trayline.replayorders;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.MealPeriod;

/// Which of those on the DLQ are meant; null = any. What is not known of one matches nothing.
///
/// @param id the name of an execution, or of a malformed message its id
/// @param error a code, or its last part: `StoreUnavailable`
/// @param olderThanMinutes on the DLQ
/// @param youngerThanMinutes on the DLQ
public record Filter(
        @Nullable String id,
        @Nullable String error,
        @Nullable String state,
        @Nullable String unit,
        @Nullable MealPeriod mealPeriod,
        @Nullable Integer olderThanMinutes,
        @Nullable Integer youngerThanMinutes) {

    public static final Filter ALL = new Filter(null, null, null, null, null, null, null);

    boolean matches(Stranded stranded, Instant now) {
        Duration age = stranded.age(now);
        return (id == null || id.equals(stranded.id()))
                && (error == null
                        || stranded.error().equals(error)
                        || stranded.error().endsWith("." + error))
                && (state == null || state.equals(stranded.state()))
                && (unit == null || unit.equals(stranded.unit()))
                && (mealPeriod == null || mealPeriod == stranded.mealPeriod())
                && (olderThanMinutes == null
                        || age.compareTo(Duration.ofMinutes(olderThanMinutes)) > 0)
                && (youngerThanMinutes == null
                        || age.compareTo(Duration.ofMinutes(youngerThanMinutes)) < 0);
    }
}
