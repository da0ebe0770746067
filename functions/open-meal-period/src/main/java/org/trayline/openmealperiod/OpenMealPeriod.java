package org.trayline.openmealperiod;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.order.MealOpening;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequests;
import org.trayline.meal.order.TrayRequests.Opening;
import org.trayline.queue.SqsQueue;

/// Asks for a tray for every due patient, once: the opening of a meal period and the sweep after it
/// are the same act.
final class OpenMealPeriod {
    /// A request that is still open so long after it was sent is sent again.
    private static final Duration RESEND_AFTER = Duration.ofMinutes(10);

    /// @param now the schedule's time
    /// @param source SCHEDULED or SWEEP
    /// @param facilityId null = every facility
    /// @param meal null = every meal period that is open now by the facility's own clock
    /// @param resendAll what was sent before is known to be lost: every open request is sent
    record Input(
            int schemaVersion,
            Instant now,
            TrayRequest.Source source,
            @Nullable FacilityId facilityId,
            @Nullable Meal meal,
            boolean resendAll)
            implements Versioned {}

    record Meal(LocalDate serviceDate, MealPeriod mealPeriod) {}

    record Output(int schemaVersion, List<Opened> opened) {}

    /// @param due patients who are due
    /// @param added requests that were not there before
    /// @param sent messages that the queue took
    record Opened(FacilityId facilityId, Meal meal, int due, int added, int sent) {}

    private final TrayRequests requests;
    private final SqsQueue queue;

    OpenMealPeriod(TrayRequests requests, SqsQueue queue) {
        this.requests = requests;
        this.queue = queue;
    }

    Output open(Input input) {
        List<Opened> opened = new ArrayList<>();
        for (Facility facility : requests.facilities(input.facilityId())) {
            for (Meal meal : meals(facility, input)) {
                opened.add(open(facility, meal, input));
            }
        }
        return new Output(Versioned.KNOWN, opened);
    }

    private static List<Meal> meals(Facility facility, Input input) {
        Meal asked = input.meal();
        if (asked != null) {
            return List.of(asked);
        }
        LocalDate today = input.now().atZone(facility.zone()).toLocalDate();
        return facility.mealTimes().stream()
                .map(MealTime::mealPeriod)
                .filter(meal -> !input.now().isBefore(facility.opensAt(today, meal)))
                .filter(meal -> !input.now().isAfter(facility.cutOffAt(today, meal)))
                .map(meal -> new Meal(today, meal))
                .toList();
    }

    private Opened open(Facility facility, Meal meal, Input input) {
        Opening opening =
                requests.open(
                        new MealOpening(
                                facility.id(),
                                meal.serviceDate(),
                                meal.mealPeriod(),
                                facility.servesAt(meal.serviceDate(), meal.mealPeriod()),
                                input.source()),
                        input.now(),
                        input.resendAll() ? null : input.now().minus(RESEND_AFTER));
        List<TrayRequest> sent = send(opening.toSend());
        requests.sent(sent, input.now());
        return new Opened(facility.id(), meal, opening.due(), opening.added(), sent.size());
    }

    /// What the queue did not take stays unsent in the ledger, for the next sweep.
    private List<TrayRequest> send(List<TrayRequest> toSend) {
        Set<String> taken = queue.send(toSend.stream().map(OpenMealPeriod::message).toList());
        return toSend.stream()
                .filter(request -> taken.contains(request.requestId().toString()))
                .toList();
    }

    private static SqsQueue.Message message(TrayRequest request) {
        return new SqsQueue.Message(
                request.requestId().toString(),
                new String(StrictJson.write(request), StandardCharsets.UTF_8),
                Map.of());
    }
}
