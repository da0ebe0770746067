package org.trayline.local.meal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;

/// A meal of a facility at a time of its clock.
///
/// @param at when it is opened
public record Meal(
        FacilityId facilityId,
        ZoneId zone,
        LocalDate serviceDate,
        MealPeriod mealPeriod,
        Instant at) {

    private record Times(MealPeriod mealPeriod, LocalTime opensAt, LocalTime cutOffAt) {}

    /// The meal that is asked for; where it is not said, the one that is open now, else the next.
    ///
    /// @param mealPeriod null = open now, else the next
    /// @param date null = today by the facility's clock
    /// @param at null = the meal period's opening
    /// @throws IllegalArgumentException where the facility does not serve it
    public static Meal choose(
            Connection connection,
            FacilityId facilityId,
            @Nullable MealPeriod mealPeriod,
            @Nullable LocalDate date,
            @Nullable LocalTime at,
            Instant now)
            throws SQLException {
        ZoneId zone = zone(connection, facilityId);
        ZonedDateTime local = now.atZone(zone);
        if (at != null) {
            local = local.with(at);
        }
        List<Times> day = times(connection, facilityId);
        LocalDate serviceDate = date == null ? local.toLocalDate() : date;
        Times chosen;
        if (mealPeriod != null) {
            chosen =
                    day.stream()
                            .filter(times -> times.mealPeriod() == mealPeriod)
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "facility %s does not serve %s"
                                                            .formatted(facilityId, mealPeriod)));
        } else {
            LocalTime time = local.toLocalTime();
            chosen =
                    day.stream()
                            .filter(times -> !time.isAfter(times.cutOffAt()))
                            .findFirst()
                            .orElse(null);
            if (chosen == null) {
                chosen = day.getFirst();
                serviceDate = date == null ? serviceDate.plusDays(1) : serviceDate;
            }
        }
        LocalTime opened = at == null ? chosen.opensAt() : at;
        return new Meal(
                facilityId,
                zone,
                serviceDate,
                chosen.mealPeriod(),
                serviceDate.atTime(opened).atZone(zone).toInstant());
    }

    /// How far the facility's clock is from the machine's, for this meal to be opened at its time.
    public Duration offsetFrom(Instant machineNow) {
        return Duration.between(machineNow, at);
    }

    private static ZoneId zone(Connection connection, FacilityId facilityId) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select time_zone from facilities where id = ?")) {
            query.setString(1, facilityId.value());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return ZoneId.of(row.getString(1));
            }
        }
    }

    private static List<Times> times(Connection connection, FacilityId facilityId)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        """
                        select meal_period, opens_at, cut_off_at from meal_periods
                        where facility_id = ? order by serves_at""")) {
            query.setString(1, facilityId.value());
            List<Times> times = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    times.add(
                            new Times(
                                    MealPeriod.valueOf(row.getString(1)),
                                    row.getObject(2, LocalTime.class),
                                    row.getObject(3, LocalTime.class)));
                }
            }
            return times;
        }
    }
}
