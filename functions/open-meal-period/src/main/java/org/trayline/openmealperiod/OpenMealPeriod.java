package org.trayline.openmealperiod;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.LogLine;
import org.trayline.kit.Versioned;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.order.MealOpening;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequests;
import org.trayline.meal.order.TrayRequests.Opening;
import org.trayline.queue.TrayRequestQueue;

/// Asks for a tray for every due patient, once: the opening of a meal period and the sweep after it
/// are the same act.
final class OpenMealPeriod {
    /// A request that is still open so long after it was sent is sent again.
    private static final Duration RESEND_AFTER = Duration.ofMinutes(10);

    /// @param now the schedule's time
    /// @param source SCHEDULED or SWEEP
    /// @param facilityId null = every facility
    /// @param meal null = every meal period that is open now by the facility's own clock
    /// @param resendAll what was sent before is known to be lost: every open request is sent, and
    ///     every hold is told of anew
    record Input(
            int schemaVersion,
            Instant now,
            TrayRequest.Source source,
            @Nullable FacilityId facilityId,
            @Nullable Meal meal,
            boolean resendAll)
            implements Versioned {}

    record Meal(LocalDate serviceDate, MealPeriod mealPeriod) {}

    /// @param gaveUp requests that were tried as often as may be
    /// @param lateHolds requests that became holds, since nothing had come of them at the cut-off
    /// @param reminders holds that were told of once more
    /// @param summaries meals of which people were told how they stand at the cut-off
    record Output(
            int schemaVersion,
            List<Opened> opened,
            int gaveUp,
            int lateHolds,
            int reminders,
            int summaries) {}

    /// @param due patients who are due
    /// @param added requests that were not there before
    /// @param sent messages that the queue took
    record Opened(FacilityId facilityId, Meal meal, int due, int added, int sent) {}

    private final TrayRequests requests;
    private final TrayRequestQueue queue;
    private final String maxAttempts;
    private final GivenUp givenUp;
    private final LateRequests lateRequests;
    private final HoldReminders holdReminders;
    private final CutOffSummaries summaries;

    /// @param maxAttempts a number: how often a request is tried before it is given up
    OpenMealPeriod(
            TrayRequests requests,
            TrayRequestQueue queue,
            String maxAttempts,
            GivenUp givenUp,
            LateRequests lateRequests,
            HoldReminders holdReminders,
            CutOffSummaries summaries) {
        this.requests = requests;
        this.queue = queue;
        this.maxAttempts = maxAttempts;
        this.givenUp = givenUp;
        this.lateRequests = lateRequests;
        this.holdReminders = holdReminders;
        this.summaries = summaries;
    }

    /// Opens one meal, where it is said which; else sweeps: opens what is open, and looks after all
    /// that is not settled.
    Output open(Input input, LogLine log) {
        List<Opened> opened = new ArrayList<>();
        int gaveUp = 0;
        int lateHolds = 0;
        int reminders = 0;
        int told = 0;
        for (Facility facility : requests.facilities(input.facilityId())) {
            for (Meal meal : meals(facility, input)) {
                if (input.resendAll()) {
                    // Before anything is sent: of what comes of that, Notify Staff tells.
                    reminders +=
                            holdReminders.tellAnew(facility, meal.serviceDate(), meal.mealPeriod());
                }
                Opening opening = opening(facility, meal, input);
                List<TrayRequest> exhausted = exhausted(opening, input);
                gaveUp += givenUp.announce(exhausted);
                Opened one = send(facility, meal, opening, exhausted.size(), input);
                opened.add(one);
                log(one, facility, input.now(), log);
            }
            if (input.meal() == null) {
                Instant now = input.now();
                lateHolds += lateRequests.hold(facility, now, now.minus(RESEND_AFTER));
                reminders += holdReminders.remind(facility, now);
                told += summaries.tell(facility, now);
            }
        }
        return new Output(Versioned.KNOWN, opened, gaveUp, lateHolds, reminders, told);
    }

    /// Where every request is new, nobody has opened the meal before: then it was opened, which is
    /// told as a minute of the facility's day, and as minutes after its time.
    private static void log(Opened one, Facility facility, Instant now, LogLine log) {
        log.count("due", one.due()).count("added", one.added()).count("sent", one.sent());
        if (one.added() > 0 && one.added() == one.due()) {
            log.value(
                    "openedAt",
                    now.atZone(facility.zone()).toLocalTime().get(ChronoField.MINUTE_OF_DAY));
            Meal meal = one.meal();
            Instant opensAt = facility.opensAt(meal.serviceDate(), meal.mealPeriod());
            // One that somebody opens before its time is not late.
            log.value("openedLateMinutes", Math.max(0, Duration.between(opensAt, now).toMinutes()));
        }
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

    private Opening opening(Facility facility, Meal meal, Input input) {
        return requests.open(
                new MealOpening(
                        facility.id(),
                        meal.serviceDate(),
                        meal.mealPeriod(),
                        facility.servesAt(meal.serviceDate(), meal.mealPeriod()),
                        input.source()),
                input.now(),
                input.resendAll() ? null : input.now().minus(RESEND_AFTER));
    }

    private boolean maySend(TrayRequest request) {
        return request.attempt() <= Integer.parseInt(maxAttempts);
    }

    /// Those that would be sent once too often, as they were last sent. Where what was sent is
    /// known to be lost, nothing of it was a try.
    private List<TrayRequest> exhausted(Opening opening, Input input) {
        if (input.resendAll()) {
            return List.of();
        }
        return opening.toSend().stream()
                .filter(request -> !maySend(request))
                .map(request -> request.withAttempt(request.attempt() - 1))
                .toList();
    }

    private Opened send(Facility facility, Meal meal, Opening opening, int exhausted, Input input) {
        List<TrayRequest> toSend =
                exhausted == 0
                        ? opening.toSend()
                        : opening.toSend().stream().filter(this::maySend).toList();
        List<TrayRequest> sent = queue.send(toSend);
        requests.sent(sent, input.now());
        return new Opened(facility.id(), meal, opening.due(), opening.added(), sent.size());
    }
}
