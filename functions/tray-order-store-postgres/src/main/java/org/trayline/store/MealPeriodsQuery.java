package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.localDateSub;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealPeriodState;
import org.trayline.tables.tables.TrayRequests;

/// The meal periods for which trays were asked for.
final class MealPeriodsQuery {
    private static final TrayRequests Q = TRAY_REQUESTS.as("q");
    private static final TrayRequests NEWEST = TRAY_REQUESTS.as("newest");

    private static final Comparator<MealPeriodState> NEWEST_FIRST =
            Comparator.comparing(MealPeriodState::serviceDate)
                    .thenComparing(MealPeriodState::servesAt)
                    .reversed()
                    .thenComparing(meal -> meal.facilityId().value());

    private MealPeriodsQuery() {}

    /// @param outcome null while not completed
    private record Group(
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            TrayRequest.Status status,
            TrayRequest.@Nullable Outcome outcome,
            int requests) {}

    static List<MealPeriodState> fetch(DSLContext sql, Set<FacilityId> of, int days) {
        Field<List<Group>> groups = groups(days);
        List<MealPeriodState> meals = new ArrayList<>();
        sql.select(FacilityRows.FIELDS)
                .select(FACILITIES.NAME, groups)
                .from(FACILITIES)
                .where(FACILITIES.ID.in(of))
                .fetch()
                .forEach(row -> meals.addAll(meals(row, row.get(groups))));
        meals.sort(NEWEST_FIRST);
        return meals;
    }

    /// The last date is one step of the index; only the days from there are counted.
    private static Field<List<Group>> groups(int days) {
        Field<LocalDate> last =
                field(
                        select(max(NEWEST.SERVICE_DATE))
                                .from(NEWEST)
                                .where(NEWEST.FACILITY_ID.eq(FACILITIES.ID)));
        return multiset(
                        select(Q.SERVICE_DATE, Q.MEAL_PERIOD, Q.STATUS, Q.OUTCOME, count())
                                .from(Q)
                                .where(Q.FACILITY_ID.eq(FACILITIES.ID))
                                .and(Q.SERVICE_DATE.gt(localDateSub(last, val(days))))
                                .groupBy(Q.SERVICE_DATE, Q.MEAL_PERIOD, Q.STATUS, Q.OUTCOME))
                .as("groups")
                .convertFrom(rows -> rows.map(mapping(Group::new)));
    }

    private static List<MealPeriodState> meals(Record row, List<Group> groups) {
        Facility facility = FacilityRows.facility(row);
        String name = row.get(FACILITIES.NAME);
        Map<Meal, List<Group>> byMeal = new LinkedHashMap<>();
        for (Group group : groups) {
            byMeal.computeIfAbsent(
                            new Meal(facility.id(), group.serviceDate(), group.mealPeriod()),
                            meal -> new ArrayList<>())
                    .add(group);
        }
        return byMeal.entrySet().stream()
                .map(meal -> state(facility, name, meal.getKey(), meal.getValue()))
                .toList();
    }

    private static MealPeriodState state(
            Facility facility, String name, Meal meal, List<Group> groups) {
        Map<TrayRequest.Status, Integer> byStatus = LedgerRows.zeros(TrayRequest.Status.class);
        Map<TrayRequest.Outcome, Integer> byOutcome = LedgerRows.zeros(TrayRequest.Outcome.class);
        int requests = 0;
        for (Group group : groups) {
            requests += group.requests();
            byStatus.merge(group.status(), group.requests(), Integer::sum);
            if (group.outcome() != null) {
                byOutcome.merge(group.outcome(), group.requests(), Integer::sum);
            }
        }
        return new MealPeriodState(
                facility.id(),
                name,
                facility.zone(),
                meal.serviceDate(),
                meal.mealPeriod(),
                facility.opensAt(meal.serviceDate(), meal.mealPeriod()),
                facility.cutOffAt(meal.serviceDate(), meal.mealPeriod()),
                facility.servesAt(meal.serviceDate(), meal.mealPeriod()),
                requests,
                byStatus,
                byOutcome);
    }
}
