package org.trayline.meal.eligibility;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DietOrder.Npo;
import org.trayline.meal.diet.DietOrder.Oral;
import org.trayline.meal.diet.DietOrder.TubeFeedingOnly;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.Encounter;

/// May this patient be fed at this meal? With what every rule needs to answer it, worked out once.
///
/// @param orderedUntil the cut-off, or for a tray on demand the kitchen's closing time
/// @param servesAt when the tray is served: one on demand not before it is asked for
record Question(
        DuePatient patient,
        MealPeriod mealPeriod,
        Instant now,
        Instant cutOffAt,
        Instant orderedUntil,
        Instant servesAt,
        List<Encounter> dueEncounters) {

    /// How long a patient eats: nothing by mouth may begin in it.
    private static final Duration EATING_WINDOW = Duration.ofMinutes(60);

    static Question of(
            DuePatient patient, LocalDate serviceDate, MealPeriod mealPeriod, Instant now) {
        Facility facility = patient.facility();
        Instant mealAt = facility.servesAt(serviceDate, mealPeriod);
        return new Question(
                patient,
                mealPeriod,
                now,
                facility.cutOffAt(serviceDate, mealPeriod),
                patient.orderedUntil(serviceDate, mealPeriod),
                patient.onDemand() ? later(now, mealAt) : mealAt);
    }

    /// Of a tray that is ordered: whenever that was, it may be.
    static Question ofOrdered(
            DuePatient patient, LocalDate serviceDate, MealPeriod mealPeriod, Instant now) {
        Facility facility = patient.facility();
        return new Question(
                patient,
                mealPeriod,
                now,
                facility.cutOffAt(serviceDate, mealPeriod),
                Instant.MAX,
                later(now, facility.servesAt(serviceDate, mealPeriod)));
    }

    private Question(
            DuePatient patient,
            MealPeriod mealPeriod,
            Instant now,
            Instant cutOffAt,
            Instant orderedUntil,
            Instant servesAt) {
        this(
                patient,
                mealPeriod,
                now,
                cutOffAt,
                orderedUntil,
                servesAt,
                patient.encounters().stream().filter(stay -> stay.isDue(servesAt)).toList());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    boolean isLate() {
        return patient.onDemand() && now.isAfter(cutOffAt);
    }

    /// The stay that the meal is for; null where there is none or where several contradict.
    @Nullable Encounter encounter() {
        return dueEncounters.size() == 1 ? dueEncounters.getFirst() : null;
    }

    private <T extends DietOrder> List<T> orders(Class<T> kind) {
        Encounter encounter = encounter();
        return encounter == null
                ? List.of()
                : encounter.activeDietOrders().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
    }

    boolean hasAnyActiveDietOrder() {
        return !orders(DietOrder.class).isEmpty();
    }

    List<Npo> npoOrders() {
        return orders(Npo.class);
    }

    List<Npo> coveringNpo() {
        return npoOrders().stream()
                .filter(npo -> npo.window().touches(servesAt, servesAt.plus(EATING_WINDOW)))
                .toList();
    }

    List<Oral> coveringOral() {
        return covering(Oral.class);
    }

    List<TubeFeedingOnly> coveringTubeFeeding() {
        return covering(TubeFeedingOnly.class);
    }

    private <T extends DietOrder> List<T> covering(Class<T> kind) {
        return orders(kind).stream().filter(order -> order.window().covers(servesAt)).toList();
    }
}
