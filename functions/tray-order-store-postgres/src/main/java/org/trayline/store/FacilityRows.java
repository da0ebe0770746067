package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.MEAL_PERIODS;
import static org.trayline.tables.Tables.MEAL_SLOTS;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;

/// A facility from its row, with its meal periods and slots.
final class FacilityRows {
    /// @param kitchenCloses null = when it is served
    private record Period(MealTime time, @Nullable LocalTime kitchenCloses) {
        static Period of(
                MealPeriod mealPeriod,
                LocalTime opensAt,
                LocalTime cutOffAt,
                LocalTime servesAt,
                BigDecimal kcalShare,
                @Nullable LocalTime kitchenCloses) {
            return new Period(
                    new MealTime(mealPeriod, opensAt, cutOffAt, servesAt, kcalShare),
                    kitchenCloses);
        }
    }

    private static final Field<List<Period>> MEAL_TIMES =
            multiset(
                            select(
                                            MEAL_PERIODS.MEAL_PERIOD,
                                            MEAL_PERIODS.OPENS_AT,
                                            MEAL_PERIODS.CUT_OFF_AT,
                                            MEAL_PERIODS.SERVES_AT,
                                            MEAL_PERIODS.KCAL_SHARE,
                                            MEAL_PERIODS.KITCHEN_CLOSES_AT)
                                    .from(MEAL_PERIODS)
                                    .where(MEAL_PERIODS.FACILITY_ID.eq(FACILITIES.ID)))
                    .as("meal_times")
                    .convertFrom(rows -> rows.map(mapping(Period::of)));

    private static final Field<List<MealSlot>> SLOTS =
            multiset(
                            select(
                                            MEAL_SLOTS.MEAL_PERIOD,
                                            MEAL_SLOTS.SLOT,
                                            MEAL_SLOTS.COURSES,
                                            MEAL_SLOTS.REQUIRED)
                                    .from(MEAL_SLOTS)
                                    .where(MEAL_SLOTS.FACILITY_ID.eq(FACILITIES.ID))
                                    .orderBy(MEAL_SLOTS.MEAL_PERIOD, MEAL_SLOTS.POSITION))
                    .as("slots")
                    .convertFrom(rows -> rows.map(mapping(FacilityRows::slot)));

    /// What a query selects for [#facility(Record)].
    static final List<Field<?>> FIELDS =
            List.of(
                    FACILITIES.ID,
                    FACILITIES.TIME_ZONE,
                    FACILITIES.MISSING_DIET_ORDER,
                    FACILITIES.HOUSE_MIN_KCAL,
                    FACILITIES.HOUSE_MAX_KCAL,
                    MEAL_TIMES,
                    SLOTS);

    private FacilityRows() {}

    static Facility facility(Record row) {
        List<Period> periods = row.get(MEAL_TIMES);
        Map<MealPeriod, LocalTime> kitchenCloses = new EnumMap<>(MealPeriod.class);
        for (Period period : periods) {
            if (period.kitchenCloses() != null) {
                kitchenCloses.put(period.time().mealPeriod(), period.kitchenCloses());
            }
        }
        return new Facility(
                row.get(FACILITIES.ID),
                ZoneId.of(row.get(FACILITIES.TIME_ZONE)),
                row.get(FACILITIES.MISSING_DIET_ORDER),
                row.get(FACILITIES.HOUSE_MIN_KCAL),
                row.get(FACILITIES.HOUSE_MAX_KCAL),
                periods.stream().map(Period::time).toList(),
                row.get(SLOTS),
                kitchenCloses);
    }

    private static MealSlot slot(
            MealPeriod mealPeriod, String slot, String[] courses, boolean required) {
        return new MealSlot(mealPeriod, slot, List.of(courses), required);
    }
}
