package org.trayline.traystatus;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.ETag;
import org.trayline.api.Parameters;
import org.trayline.api.RecordId;
import org.trayline.api.RequestRefused;
import org.trayline.kit.JsonText;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.status.RequestState;
import org.trayline.meal.status.Tray;
import org.trayline.meal.status.TrayStatus;

/// One tray in full, by its request or by its order.
final class OneTray {
    record Answer(
            int schemaVersion,
            FacilityId facilityId,
            ZoneId timeZone,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            PatientId patientId,
            Location location,
            @Nullable RequestState request,
            @Nullable Order trayOrder) {}

    record Order(
            TrayOrderId trayOrderId,
            TrayOrderStatus status,
            Set<Flag> flags,
            @Nullable Instant holdDeadlineAt,
            Set<Reason> reasons,
            @Nullable Long clinicalVersion,
            @Nullable Long catalogVersion,
            List<Tray.Item> items,
            @Nullable JsonText proof,
            List<Change> audit) {}

    record Change(Instant at, String actor, Tray.Action action, @Nullable JsonText change) {}

    private final TrayStatus trays;
    private final Facilities facilities;

    OneTray(TrayStatus trays, Facilities facilities) {
        this.trays = trays;
        this.facilities = facilities;
    }

    ApiAnswer ofRequest(Parameters parameters) {
        var facilityId = Facilities.parameter(parameters);
        var requestId = parameters.path("requestId", OneTray::requestId, "must be a UUID");
        parameters.check();
        facilities.requireKnown(parameters.caller(), facilityId.orNull());
        TrayRequestId id = requestId.get();
        return trays.ofRequest(Facilities.visible(parameters.caller(), facilityId.orNull()), id)
                .map(OneTray::answer)
                .orElseThrow(() -> RequestRefused.notFound("requestId", id.toString()));
    }

    ApiAnswer ofOrder(Parameters parameters) {
        var facilityId = Facilities.parameter(parameters);
        var trayOrderId = parameters.path("trayOrderId", RecordId::parse, RecordId.RULE);
        parameters.check();
        FacilityId facility = facilities.theOne(parameters.caller(), facilityId.orNull()).id();
        return trays.ofOrder(facility, new TrayOrderId(trayOrderId.get()))
                .map(OneTray::answer)
                .orElseThrow(() -> RequestRefused.notFound("trayOrderId", trayOrderId.get()));
    }

    /// `UUID.fromString` also reads texts that are none.
    private static @Nullable TrayRequestId requestId(String text) {
        TrayRequestId id = new TrayRequestId(UUID.fromString(text));
        return id.toString().equalsIgnoreCase(text) ? id : null;
    }

    private static ApiAnswer answer(Tray tray) {
        Tray.Order order = tray.order();
        return ApiAnswer.ok(
                new Answer(
                        Versioned.KNOWN,
                        tray.meal().facilityId(),
                        tray.timeZone(),
                        tray.meal().serviceDate(),
                        tray.meal().mealPeriod(),
                        tray.patientId(),
                        tray.location(),
                        tray.request(),
                        order == null ? null : order(order)),
                ETag.of(tray));
    }

    private static Order order(Tray.Order order) {
        return new Order(
                order.state().trayOrderId(),
                order.state().status(),
                order.state().flags(),
                order.state().holdDeadlineAt(),
                order.reasons(),
                order.clinicalVersion(),
                order.catalogVersion(),
                order.items(),
                json(order.proof()),
                order.audit().stream()
                        .map(c -> new Change(c.at(), c.actor(), c.action(), json(c.change())))
                        .toList());
    }

    private static @Nullable JsonText json(@Nullable String text) {
        return text == null ? null : new JsonText(text);
    }
}
