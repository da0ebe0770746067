package org.trayline.meal.order;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.PatientId;

/// Someone asked for a tray: the message on the queue and the input of the execution.
///
/// @param schemaVersion 1
/// @param attempt from 1; a new attempt is a new execution of the same request
/// @param replacesTrayOrderId the live order in whose place the new one is to stand; it is left out
///     of all that is checked. Null where there is none
public record TrayRequest(
        int schemaVersion,
        TrayRequestId requestId,
        int attempt,
        Source source,
        FacilityId facilityId,
        PatientId patientId,
        LocalDate serviceDate,
        MealPeriod mealPeriod,
        @Nullable TrayOrderId replacesTrayOrderId) {

    public static final int SCHEMA_VERSION = 1;

    public enum Source {
        SCHEDULED,
        ON_DEMAND,
        SWEEP,
        RELEASE,
        REPLACE,
        REPLAY
    }

    /// Where a request stands in the ledger.
    public enum Status {
        PENDING,
        PROCESSING,
        COMPLETED,
        FAILED,
        CANCELLED
    }

    /// What came of a completed request.
    public enum Outcome {
        PLACED,
        HELD,
        WITHHELD,
        NOT_NEEDED
    }

    /// The same for every delivery of the same attempt, so that it starts one execution.
    public String executionName() {
        return executionName(requestId, attempt);
    }

    /// The name of the execution of an attempt of a request.
    public static String executionName(TrayRequestId requestId, int attempt) {
        return requestId + "-" + attempt;
    }

    /// The next attempt, made by a replay.
    public TrayRequest next() {
        return with(attempt + 1, Source.REPLAY);
    }

    /// This attempt, sent once more by a replay.
    public TrayRequest replayed() {
        return with(attempt, Source.REPLAY);
    }

    /// The same request as another attempt.
    public TrayRequest withAttempt(int number) {
        return with(number, source);
    }

    private TrayRequest with(int number, Source asker) {
        return new TrayRequest(
                schemaVersion,
                requestId,
                number,
                asker,
                facilityId,
                patientId,
                serviceDate,
                mealPeriod,
                replacesTrayOrderId);
    }
}
