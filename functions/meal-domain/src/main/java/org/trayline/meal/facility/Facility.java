package org.trayline.meal.facility;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hospital: its zone, its policy and how its day of meals is laid out.
///
/// @param mealTimes at most one per meal period, in the order of their serve times
/// @param slots those of all meal periods, each period's in the order in which they stand on a tray
/// @param kitchenCloses until when a late tray may be asked for; for a meal that is missing, until
///     it is served
public record Facility(
        FacilityId id,
        ZoneId zone,
        MissingDietOrder missingDietOrder,
        @Nullable BigDecimal houseMinKcal,
        @Nullable BigDecimal houseMaxKcal,
        List<MealTime> mealTimes,
        List<MealSlot> slots,
        Map<MealPeriod, LocalTime> kitchenCloses) {

    /// One whose kitchen takes late trays until a meal is served.
    public Facility(
            FacilityId id,
            ZoneId zone,
            MissingDietOrder missingDietOrder,
            @Nullable BigDecimal houseMinKcal,
            @Nullable BigDecimal houseMaxKcal,
            List<MealTime> mealTimes,
            List<MealSlot> slots) {
        this(id, zone, missingDietOrder, houseMinKcal, houseMaxKcal, mealTimes, slots, Map.of());
    }

    public Facility {
        mealTimes = mealTimes.stream().sorted(Comparator.comparing(MealTime::servesAt)).toList();
        slots = List.copyOf(slots);
        kitchenCloses = Map.copyOf(kitchenCloses);
    }

    /// The times of a meal period.
    ///
    /// @throws IllegalArgumentException where this facility does not serve it
    public MealTime mealTime(MealPeriod mealPeriod) {
        return mealTimes.stream()
                .filter(time -> time.mealPeriod() == mealPeriod)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "facility " + id + " does not serve " + mealPeriod));
    }

    public Instant servesAt(LocalDate serviceDate, MealPeriod mealPeriod) {
        return instant(serviceDate, mealTime(mealPeriod).servesAt());
    }

    public Instant cutOffAt(LocalDate serviceDate, MealPeriod mealPeriod) {
        return instant(serviceDate, mealTime(mealPeriod).cutOffAt());
    }

    public Instant opensAt(LocalDate serviceDate, MealPeriod mealPeriod) {
        return instant(serviceDate, mealTime(mealPeriod).opensAt());
    }

    /// Until when a tray may be asked for; never before the cut-off.
    public Instant kitchenClosesAt(LocalDate serviceDate, MealPeriod mealPeriod) {
        LocalTime closes = kitchenCloses.get(mealPeriod);
        Instant until =
                closes == null ? servesAt(serviceDate, mealPeriod) : instant(serviceDate, closes);
        Instant cutOff = cutOffAt(serviceDate, mealPeriod);
        return until.isAfter(cutOff) ? until : cutOff;
    }

    /// A local time of this facility as an instant. A time that a DST change skips moves forward by
    /// the gap, of a repeated one the earlier is meant.
    private Instant instant(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone).toInstant();
    }
}
