package org.trayline.replayorders;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;

/// A tray request that lies on the DLQ, with all that is known of it there.
///
/// @param id the name of its last execution; the message's id where the message is malformed
/// @param state where it failed; empty where it was in no state
/// @param error a code
/// @param unit where the patient lies; null while eligibility was never checked, since only then is
///     it known
/// @param attempts how often it was tried: starts and redrives
/// @param poison tried as often as may be: it stays until an operator says to start it anew
/// @param since when its first message came onto the DLQ
/// @param messages how many messages speak of it
public record Stranded(
        String id,
        Kind kind,
        String state,
        String error,
        @Nullable FacilityId facilityId,
        @Nullable LocalDate serviceDate,
        @Nullable MealPeriod mealPeriod,
        @Nullable String unit,
        int attempts,
        boolean poison,
        Instant since,
        int messages) {

    public enum Kind {
        /// Its execution failed, timed out or was aborted.
        FAILED,
        /// No execution was ever started.
        NEVER_STARTED,
        /// Its execution goes on: a replay was accepted, the message is still to be deleted.
        RUNNING,
        /// A later attempt, or a replay, came to an outcome: the message is still to be deleted.
        SETTLED,
        /// Step Functions does not remember its execution.
        FORGOTTEN,
        /// The message is not understood; only who sent it can send it anew.
        MALFORMED
    }

    public Duration age(Instant now) {
        return Duration.between(since, now);
    }
}
