package org.trayline.replayorders;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.MealPeriod;

/// Which of those on the DLQ are meant; null = any. What is not known of one matches nothing.
///
/// @param ids names of executions, or of malformed messages their ids
/// @param error a code, or its last part: `StoreUnavailable`
/// @param olderThanMinutes on the DLQ
/// @param youngerThanMinutes on the DLQ
public record Filter(
        @Nullable List<String> ids,
        @Nullable String error,
        @Nullable String state,
        @Nullable String unit,
        @Nullable MealPeriod mealPeriod,
        @Nullable Integer olderThanMinutes,
        @Nullable Integer youngerThanMinutes) {

    public Filter {
        ids = ids == null ? null : List.copyOf(ids);
    }

    public static final Filter ALL = new Filter(null, null, null, null, null, null, null);

    boolean matches(Stranded stranded, Instant now) {
        Duration age = stranded.age(now);
        return (ids == null || ids.contains(stranded.id()))
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
