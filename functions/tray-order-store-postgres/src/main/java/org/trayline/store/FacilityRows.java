package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.MEAL_PERIODS;
import static org.trayline.tables.Tables.MEAL_SLOTS;

import java.time.ZoneId;
import java.util.List;
import org.jooq.Field;
import org.jooq.SelectField;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.facility.MealTime;

/// A facility from its row, with its meal periods and slots.
final class FacilityRows {
    private FacilityRows() {}

    static SelectField<Facility> facility() {
        return row(
                        FACILITIES.ID,
                        FACILITIES.TIME_ZONE,
                        FACILITIES.MISSING_DIET_ORDER,
                        FACILITIES.HOUSE_MIN_KCAL,
                        FACILITIES.HOUSE_MAX_KCAL,
                        mealTimes(),
                        slots())
                .mapping(
                        Facility.class,
                        (id, zone, policy, minKcal, maxKcal, mealTimes, slots) ->
                                new Facility(
                                        id,
                                        ZoneId.of(zone),
                                        policy,
                                        minKcal,
                                        maxKcal,
                                        mealTimes,
                                        slots));
    }

    private static Field<List<MealTime>> mealTimes() {
        return multiset(
                        select(
                                        MEAL_PERIODS.MEAL_PERIOD,
                                        MEAL_PERIODS.OPENS_AT,
                                        MEAL_PERIODS.CUT_OFF_AT,
                                        MEAL_PERIODS.SERVES_AT,
                                        MEAL_PERIODS.KCAL_SHARE)
                                .from(MEAL_PERIODS)
                                .where(MEAL_PERIODS.FACILITY_ID.eq(FACILITIES.ID)))
                .convertFrom(rows -> rows.map(mapping(MealTime::new)));
    }

    private static Field<List<MealSlot>> slots() {
        return multiset(
                        select(
                                        MEAL_SLOTS.MEAL_PERIOD,
                                        MEAL_SLOTS.SLOT,
                                        MEAL_SLOTS.COURSES,
                                        MEAL_SLOTS.REQUIRED)
                                .from(MEAL_SLOTS)
                                .where(MEAL_SLOTS.FACILITY_ID.eq(FACILITIES.ID))
                                .orderBy(MEAL_SLOTS.MEAL_PERIOD, MEAL_SLOTS.POSITION))
                .convertFrom(
                        rows ->
                                rows.map(
                                        mapping(
                                                (period, slot, courses, required) ->
                                                        new MealSlot(
                                                                period,
                                                                slot,
                                                                List.of(courses),
                                                                required))));
    }
}
