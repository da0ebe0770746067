package org.trayline.requesttray;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.Caller;
import org.trayline.api.Parameters;
import org.trayline.api.Problem;
import org.trayline.api.RecordId;
import org.trayline.api.RequestRefused;
import org.trayline.api.Sha256;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.PatientRecords;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.OnDemandRequests;
import org.trayline.meal.order.OnDemandRequests.Asked;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;

/// Asks for a tray: into the ledger, onto the queue, once per caller and key.
final class RequestTray {
    /// A slip of the pen in the date is no tray in 2062.
    private static final int DAYS_AHEAD = 14;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final String KEY_RULE =
            "must be 1 to 100 of A-Z, a-z, 0-9, dot, underscore, colon and dash";

    /// @param recipeIds what must be on the tray; none where it is left out
    record Body(
            PatientId patientId,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            @Nullable List<RecipeId> recipeIds) {
        List<RecipeId> chosen() {
            return recipeIds == null ? List.of() : recipeIds;
        }
    }

    /// The same however often it is asked.
    ///
    /// @param late asked for after the cut-off
    record Answer(
            int schemaVersion,
            TrayRequestId requestId,
            FacilityId facilityId,
            PatientId patientId,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            boolean late) {}

    private final PatientRecords patients;
    private final OnDemandRequests requests;
    private final RequestQueue queue;
    private final Choice choice;

    RequestTray(
            PatientRecords patients, OnDemandRequests requests, RequestQueue queue, Choice choice) {
        this.patients = patients;
        this.requests = requests;
        this.queue = queue;
        this.choice = choice;
    }

    ApiAnswer answer(Parameters parameters) {
        var facilityId = parameters.optional("facilityId", RecordId::parse, RecordId.RULE);
        var key = parameters.header("Idempotency-Key", RequestTray::key, KEY_RULE);
        parameters.check();
        Body body = parameters.body(Body.class);
        requireWellFormed(body);
        Caller caller = parameters.caller();
        FacilityId facility = new FacilityId(caller.facility(facilityId.orNull()));
        DuePatient patient =
                patients.read(
                                facility,
                                body.patientId(),
                                body.serviceDate(),
                                body.mealPeriod(),
                                null)
                        .orElseThrow(
                                () ->
                                        unfit(
                                                "/patientId",
                                                body.patientId().value(),
                                                "must be a patient of the facility"));
        TrayRequestId id = TrayRequestId.onDemand(facility, caller.id(), key.get());
        String hash = HexFormat.of().formatHex(Sha256.of(StrictJson.write(body)));
        Asked asked =
                requests.find(facility, id)
                        .orElseGet(() -> ask(parameters, patient, facility, id, body, hash));
        if (!asked.bodySha256().equals(hash)) {
            throw unfit("Idempotency-Key", key.get(), "was used with another body");
        }
        if (asked.status() == TrayRequest.Status.PENDING) {
            queue.send(asked.request());
        }
        return ApiAnswer.accepted(answer(asked, patient.facility()), "/tray-requests/" + id);
    }

    private Asked ask(
            Parameters parameters,
            DuePatient patient,
            FacilityId facility,
            TrayRequestId id,
            Body body,
            String hash) {
        requireOpen(patient.facility(), body, parameters.now());
        choice.check(
                patient, body.chosen(), body.serviceDate(), body.mealPeriod(), parameters.now());
        return requests.ask(
                new OnDemandRequests.New(
                        new TrayRequest(
                                TrayRequest.SCHEMA_VERSION,
                                id,
                                1,
                                TrayRequest.Source.ON_DEMAND,
                                facility,
                                body.patientId(),
                                body.serviceDate(),
                                body.mealPeriod(),
                                null),
                        hash,
                        body.chosen(),
                        parameters.caller().id()),
                parameters.now());
    }

    private static void requireOpen(Facility facility, Body body, Instant now) {
        boolean served =
                facility.mealTimes().stream()
                        .anyMatch(time -> time.mealPeriod() == body.mealPeriod());
        if (!served) {
            throw unfit("/mealPeriod", body.mealPeriod().name(), "must be one that is served here");
        }
        LocalDate last = now.atZone(facility.zone()).toLocalDate().plusDays(DAYS_AHEAD);
        if (body.serviceDate().isAfter(last)) {
            throw unfit("/serviceDate", body.serviceDate().toString(), "must be at most " + last);
        }
        Instant closes = facility.kitchenClosesAt(body.serviceDate(), body.mealPeriod());
        if (now.isAfter(closes)) {
            throw unfit(
                    "/serviceDate",
                    body.serviceDate().toString(),
                    "must be before the kitchen closes for this meal, at "
                            + closes.atZone(facility.zone()).toOffsetDateTime());
        }
    }

    private static Answer answer(Asked asked, Facility facility) {
        TrayRequest request = asked.request();
        return new Answer(
                Versioned.KNOWN,
                request.requestId(),
                request.facilityId(),
                request.patientId(),
                request.serviceDate(),
                request.mealPeriod(),
                asked.requestedAt()
                        .isAfter(facility.cutOffAt(request.serviceDate(), request.mealPeriod())));
    }

    /// All that is wrong with the ids at once.
    private static void requireWellFormed(Body body) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (RecordId.parse(body.patientId().value()) == null) {
            faults.add(new Problem.Fault("/patientId", body.patientId().value(), RecordId.RULE));
        }
        faults.addAll(ChosenIds.faults(body.chosen()));
        if (!faults.isEmpty()) {
            throw RequestRefused.invalid(faults);
        }
    }

    private static @Nullable String key(String text) {
        return KEY.matcher(text).matches() ? text : null;
    }

    private static RequestRefused unfit(String field, String value, String rule) {
        return RequestRefused.unfit(List.of(new Problem.Fault(field, value, rule)));
    }
}
