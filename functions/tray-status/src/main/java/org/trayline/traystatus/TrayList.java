package org.trayline.traystatus;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.ETag;
import org.trayline.api.Parameters;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealCounts;
import org.trayline.meal.status.TrayFilter;
import org.trayline.meal.status.TrayPage;
import org.trayline.meal.status.TrayPlace;
import org.trayline.meal.status.TrayRow;
import org.trayline.meal.status.TrayStatus;

/// The tray requests of a meal period, page by page. Asked again with the ETag of an answer it
/// counts, which is one statement, and reads no tray while nothing has changed.
final class TrayList {
    private static final int MOST = 5000;
    private static final int USUAL = 200;

    record Answer(
            int schemaVersion,
            FacilityId facilityId,
            ZoneId timeZone,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            Counts counts,
            int matching,
            List<TrayRow> trays,
            @Nullable String nextCursor) {}

    /// Of the whole meal period.
    record Counts(
            int requests,
            Map<TrayRequest.Status, Integer> byStatus,
            Map<TrayRequest.Outcome, Integer> byOutcome,
            Map<Reason, Integer> byReason,
            Map<String, Integer> byUnit) {}

    private final TrayStatus trays;
    private final Facilities facilities;

    TrayList(TrayStatus trays, Facilities facilities) {
        this.trays = trays;
        this.facilities = facilities;
    }

    ApiAnswer answer(Parameters parameters) {
        MealQuestion question = MealQuestion.of(parameters);
        var outcome = parameters.optional("outcome", TrayRequest.Outcome.class);
        var status = parameters.optional("status", TrayRequest.Status.class);
        var reason = parameters.optional("reason", Reason.class);
        var unit = parameters.optional("unit", text -> text, "must be a text");
        var text = parameters.optional("text", TrayList::notBlank, "must not be blank");
        var limit = parameters.optionalNumber("limit", 1, MOST);
        var cursor = Cursor.parameter(parameters, TrayPlace.class);
        parameters.check();
        Facility facility = question.facility(parameters, facilities);
        return answer(
                parameters,
                facility,
                question.meal(facility),
                new TrayFilter(
                        outcome.orNull(),
                        status.orNull(),
                        reason.orNull(),
                        unit.orNull(),
                        text.orNull()),
                cursor.orNull(),
                limit.orElse(USUAL));
    }

    private static @Nullable String notBlank(String text) {
        return text.isBlank() ? null : text;
    }

    /// What is read after the counting may be newer than the ETag, never older: at worst the next
    /// question finds a change that was seen already.
    private ApiAnswer answer(
            Parameters parameters,
            Facility facility,
            Meal meal,
            TrayFilter filter,
            @Nullable TrayPlace after,
            int limit) {
        MealCounts counts = trays.counts(meal, filter);
        ETag tag =
                ETag.of(
                        Versioned.KNOWN,
                        counts.mark(),
                        facility.zone(),
                        meal,
                        filter,
                        String.valueOf(after),
                        limit);
        if (parameters.alreadyHas(tag)) {
            return ApiAnswer.notModified(tag);
        }
        TrayPage page = trays.page(meal, filter, after, limit);
        TrayPlace next = page.next();
        return ApiAnswer.ok(
                new Answer(
                        Versioned.KNOWN,
                        meal.facilityId(),
                        facility.zone(),
                        meal.serviceDate(),
                        meal.mealPeriod(),
                        new Counts(
                                counts.requests(),
                                counts.byStatus(),
                                counts.byOutcome(),
                                counts.byReason(),
                                counts.byUnit()),
                        counts.matching(),
                        page.trays(),
                        next == null ? null : Cursor.write(next)),
                tag);
    }
}
