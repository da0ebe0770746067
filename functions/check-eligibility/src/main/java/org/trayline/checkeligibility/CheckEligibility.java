package org.trayline.checkeligibility;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Versioned;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatients;
import org.trayline.meal.eligibility.Eligibility;
import org.trayline.meal.eligibility.EligibilityRules;
import org.trayline.meal.eligibility.LateTray;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Outcome;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequests;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.Location;

/// May this patient be fed at this meal? Where not, and nobody has to decide, the request is
/// closed.
final class CheckEligibility {

    /// @param now when the state was entered, by the workflow's clock
    /// @param redrivenAt when the execution was let go on after a failure; null where it never was
    /// @param retryCount of this state before this call, for the log
    record Input(
            int schemaVersion,
            TrayRequest request,
            String executionName,
            Instant now,
            @Nullable Instant redrivenAt,
            @Nullable Integer retryCount)
            implements Versioned {

        /// A state that is redriven is not entered anew.
        Instant asOf() {
            return redrivenAt != null && redrivenAt.isAfter(now) ? redrivenAt : now;
        }

        boolean replayed() {
            return redrivenAt != null
                    || request.source() == TrayRequest.Source.REPLAY
                    || request.source() == TrayRequest.Source.SWEEP;
        }
    }

    /// @param reasons empty where eligible
    /// @param cutOffAt until when the tray may be ordered: on demand, until the kitchen closes
    /// @param brief what to compose from; null unless eligible
    record Output(
            int schemaVersion,
            Outcome outcome,
            Set<Reason> reasons,
            Versions versions,
            Instant cutOffAt,
            Location location,
            Set<Flag> flags,
            @Nullable MealBrief brief) {}

    private final DuePatients patients;
    private final TrayRequests requests;

    CheckEligibility(DuePatients patients, TrayRequests requests) {
        this.patients = patients;
        this.requests = requests;
    }

    Output check(Input input) {
        TrayRequest request = input.request();
        Versioned.requireKnown(request.schemaVersion());
        DuePatient patient =
                patients.begin(request, input.executionName())
                        .orElseThrow(
                                () ->
                                        new MessageMalformed(
                                                "/request/requestId",
                                                "the ledger has no such request"));
        Instant orderedUntil = patient.orderedUntil(request.serviceDate(), request.mealPeriod());
        Eligibility decided =
                EligibilityRules.decide(
                        patient, request.serviceDate(), request.mealPeriod(), input.asOf());
        boolean late = input.replayed() && input.asOf().isAfter(orderedUntil);
        Eligibility eligibility = late ? LateTray.instead(decided) : decided;
        return switch (eligibility) {
            case Eligibility.Eligible(MealBrief brief, Set<Flag> flags) ->
                    output(input, patient, Outcome.ELIGIBLE, Set.of(), flags, brief);
            case Eligibility.Hold(Set<Reason> reasons) ->
                    output(input, patient, Outcome.HOLD, reasons, Set.of(), null);
            case Eligibility.NotNeeded(Set<Reason> reasons) -> {
                close(input, TrayRequest.Outcome.NOT_NEEDED, reasons);
                yield output(input, patient, Outcome.NOT_NEEDED, reasons, Set.of(), null);
            }
            case Eligibility.Withheld(Set<Reason> reasons) -> {
                close(input, TrayRequest.Outcome.WITHHELD, reasons);
                yield output(input, patient, Outcome.WITHHELD, reasons, Set.of(), null);
            }
        };
    }

    private void close(Input input, TrayRequest.Outcome outcome, Set<Reason> reasons) {
        requests.close(input.request().requestId(), outcome, reasons, input.asOf());
    }

    private static Output output(
            Input input,
            DuePatient patient,
            Outcome outcome,
            Set<Reason> reasons,
            Set<Flag> flags,
            @Nullable MealBrief brief) {
        TrayRequest request = input.request();
        return new Output(
                Versioned.KNOWN,
                outcome,
                inOrder(reasons),
                patient.versions(),
                patient.orderedUntil(request.serviceDate(), request.mealPeriod()),
                patient.location(),
                flags,
                brief);
    }

    private static Set<Reason> inOrder(Set<Reason> reasons) {
        return reasons.isEmpty() ? Set.of() : EnumSet.copyOf(reasons);
    }
}
