package org.trayline.requesttray;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.ETag;
import org.trayline.api.Parameters;
import org.trayline.api.Problem;
import org.trayline.api.RecordId;
import org.trayline.api.RequestRefused;
import org.trayline.kit.Versioned;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.PatientRecords;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.TrayOrderActs;
import org.trayline.meal.order.TrayOrderActs.Act;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.Tray;
import org.trayline.meal.status.TrayStatus;

/// What a person does with a tray order: on what they have seen, by its ETag, and with a reason.
final class Acts {
    private static final int LONGEST_WHY = 500;
    private static final String WHY_RULE =
            "must be 1 to %d characters that can be printed".formatted(LONGEST_WHY);

    /// @param why for the audit trail
    record Body(String why) {}

    /// @param why for the audit trail
    /// @param recipeIds what must be on the new tray; none where it is left out
    record ReplaceBody(String why, @Nullable List<RecipeId> recipeIds) {
        List<RecipeId> chosen() {
            return recipeIds == null ? List.of() : recipeIds;
        }
    }

    /// @param status what the order is now
    /// @param requestId what was asked for in its place; null where nothing was
    record Answer(
            int schemaVersion,
            TrayOrderId trayOrderId,
            TrayOrderStatus status,
            @Nullable TrayRequestId requestId) {}

    /// An order as the caller has seen it.
    private record Seen(Tray tray, FacilityId facility, TrayOrderId id, TrayOrderStatus status) {
        Act by(Parameters parameters, String why) {
            return new Act(facility, id, status, parameters.caller().id(), why);
        }
    }

    private final TrayStatus trays;
    private final TrayOrderActs acts;
    private final PatientRecords patients;
    private final RequestQueue queue;
    private final Choice choice;

    Acts(
            TrayStatus trays,
            TrayOrderActs acts,
            PatientRecords patients,
            RequestQueue queue,
            Choice choice) {
        this.trays = trays;
        this.acts = acts;
        this.patients = patients;
        this.queue = queue;
        this.choice = choice;
    }

    ApiAnswer cancel(Parameters parameters) {
        Question question = Question.of(parameters);
        String why = why(parameters.body(Body.class).why());
        Seen seen = seen(question, parameters);
        requireOneOf(seen, TrayOrderStatus.HELD, TrayOrderStatus.PLACED);
        if (!acts.cancel(seen.by(parameters, why))) {
            throw RequestRefused.hasChanged(question.ifMatch().get());
        }
        return ApiAnswer.ok(
                new Answer(Versioned.KNOWN, seen.id(), TrayOrderStatus.CANCELLED, null));
    }

    ApiAnswer release(Parameters parameters) {
        Question question = Question.of(parameters);
        String why = why(parameters.body(Body.class).why());
        Seen seen = seen(question, parameters);
        requireOneOf(seen, TrayOrderStatus.HELD);
        return askInstead(parameters, question, seen, why, TrayRequest.Source.RELEASE, List.of());
    }

    ApiAnswer replace(Parameters parameters) {
        Question question = Question.of(parameters);
        ReplaceBody body = parameters.body(ReplaceBody.class);
        String why = why(body.why());
        ChosenIds.require(body.chosen());
        Seen seen = seen(question, parameters);
        requireOneOf(seen, TrayOrderStatus.HELD, TrayOrderStatus.PLACED);
        return askInstead(
                parameters, question, seen, why, TrayRequest.Source.REPLACE, body.chosen());
    }

    private ApiAnswer askInstead(
            Parameters parameters,
            Question question,
            Seen seen,
            String why,
            TrayRequest.Source source,
            List<RecipeId> chosen) {
        Meal meal = seen.tray().meal();
        Instant now = parameters.now();
        DuePatient patient =
                patients.read(
                                seen.facility(),
                                seen.tray().patientId(),
                                meal.serviceDate(),
                                meal.mealPeriod(),
                                seen.id())
                        .orElseThrow();
        Instant closes = patient.facility().kitchenClosesAt(meal.serviceDate(), meal.mealPeriod());
        if (now.isAfter(closes)) {
            throw RequestRefused.conflict(
                    new Problem.Fault(
                            "serviceDate",
                            meal.serviceDate().toString(),
                            "must be before the kitchen closes for this meal, at "
                                    + closes.atZone(patient.facility().zone()).toOffsetDateTime()));
        }
        choice.check(patient, chosen, meal.serviceDate(), meal.mealPeriod(), now);
        TrayRequest request =
                acts.askInstead(seen.by(parameters, why), source, chosen, now)
                        .orElseThrow(() -> RequestRefused.hasChanged(question.ifMatch().get()));
        queue.send(request);
        return ApiAnswer.accepted(
                new Answer(Versioned.KNOWN, seen.id(), seen.status(), request.requestId()),
                "/tray-requests/" + request.requestId());
    }

    /// What every act asks for beside its body.
    private record Question(
            Parameters.Value<String> facilityId,
            Parameters.Value<String> trayOrderId,
            Parameters.Value<String> ifMatch) {
        static Question of(Parameters parameters) {
            Question question =
                    new Question(
                            parameters.optional("facilityId", RecordId::parse, RecordId.RULE),
                            parameters.path("trayOrderId", RecordId::parse, RecordId.RULE),
                            parameters.header(
                                    "If-Match", text -> text, "must be the ETag of the order"));
            parameters.check();
            return question;
        }
    }

    /// @throws RequestRefused where there is no such order, or it is not what the caller has seen
    private Seen seen(Question question, Parameters parameters) {
        FacilityId facility =
                new FacilityId(parameters.caller().facility(question.facilityId().orNull()));
        TrayOrderId id = new TrayOrderId(question.trayOrderId().get());
        Tray tray =
                trays.ofOrder(facility, id)
                        .orElseThrow(() -> RequestRefused.notFound("trayOrderId", id.value()));
        Tray.Order order = tray.order();
        if (order == null || !ETag.of(tray).isIn(question.ifMatch().get())) {
            throw RequestRefused.hasChanged(question.ifMatch().get());
        }
        return new Seen(tray, facility, id, order.state().status());
    }

    private static void requireOneOf(Seen seen, TrayOrderStatus... statuses) {
        if (!Set.of(statuses).contains(seen.status())) {
            throw RequestRefused.conflict(
                    new Problem.Fault(
                            "status",
                            seen.status().name(),
                            "must be "
                                    + String.join(
                                            " or ",
                                            Arrays.stream(statuses).map(Enum::name).toList())));
        }
    }

    private static String why(String text) {
        boolean printable = text.chars().noneMatch(Character::isISOControl);
        if (text.isBlank() || text.length() > LONGEST_WHY || !printable) {
            throw RequestRefused.invalid(new Problem.Fault("/why", text, WHY_RULE));
        }
        return text;
    }
}
