package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;
import static org.trayline.store.LedgerRows.E;
import static org.trayline.store.LedgerRows.O;
import static org.trayline.store.LedgerRows.Q;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.RECIPES;
import static org.trayline.tables.Tables.TRAY_ORDER_ITEMS;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.status.BedState;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.TallyLine;

/// What a meal's trays come to, and what stands against it.
final class TallyQuery {
    private TallyQuery() {}

    private static Condition isCounted() {
        return O.STATUS.in(
                Arrays.stream(TrayOrderStatus.values()).filter(TrayOrderStatus::counted).toList());
    }

    /// As the tray was composed; the proof of an order that an import brought is not there.
    private static Field<String> level() {
        return when(
                        RECIPES.KIND.eq(Recipe.Kind.DRINK),
                        field("o.proof #>> '{brief,profile,drinkThickness}'", String.class))
                .else_(field("o.proof #>> '{brief,profile,foodTexture}'", String.class));
    }

    static List<TallyLine> lines(DSLContext sql, Meal meal) {
        Field<String> level = level().as("level");
        return sql.select(RECIPES.ID, RECIPES.NAME, RECIPES.COURSE, RECIPES.KIND, level, count())
                .from(O)
                .join(TRAY_ORDER_ITEMS)
                .on(TRAY_ORDER_ITEMS.FACILITY_ID.eq(O.FACILITY_ID))
                .and(TRAY_ORDER_ITEMS.TRAY_ORDER_ID.eq(O.ID))
                .join(RECIPES)
                .on(RECIPES.FACILITY_ID.eq(O.FACILITY_ID))
                .and(RECIPES.ID.eq(TRAY_ORDER_ITEMS.RECIPE_ID))
                .where(MealOrdersQuery.isOf(meal))
                .and(isCounted())
                .groupBy(RECIPES.ID, RECIPES.NAME, RECIPES.COURSE, RECIPES.KIND, level)
                .orderBy(RECIPES.COURSE, RECIPES.ID, level)
                .fetch(mapping(TallyQuery::line));
    }

    private static TallyLine line(
            RecipeId id,
            String name,
            String course,
            Recipe.Kind kind,
            @Nullable String level,
            int portions) {
        return new TallyLine(id, name, course, code(kind, level), portions);
    }

    private static @Nullable String code(Recipe.Kind kind, @Nullable String level) {
        if (level == null) {
            return null;
        }
        return switch (kind) {
            case DRINK -> DrinkThickness.valueOf(level).code();
            case FOOD -> FoodTexture.valueOf(level).code();
        };
    }

    static List<BedState> beds(DSLContext sql, Meal meal, Instant servesAt) {
        Field<TrayOrderStatus> live =
                field(
                                select(max(O.STATUS))
                                        .from(O)
                                        .where(MealOrdersQuery.isOf(meal))
                                        .and(O.PATIENT_ID.eq(PATIENTS.ID))
                                        .and(O.STATUS.ne(TrayOrderStatus.CANCELLED)))
                        .as("live");
        Field<List<BedState.Ended>> completed =
                multiset(
                                select(Q.OUTCOME, Q.REASONS)
                                        .from(Q)
                                        .where(Q.FACILITY_ID.eq(meal.facilityId()))
                                        .and(Q.SERVICE_DATE.eq(meal.serviceDate()))
                                        .and(Q.MEAL_PERIOD.eq(meal.mealPeriod()))
                                        .and(Q.PATIENT_ID.eq(PATIENTS.ID))
                                        .and(Q.STATUS.eq(TrayRequest.Status.COMPLETED))
                                        .orderBy(Q.CLOSED_AT.desc().nullsLast()))
                        .as("completed")
                        .convertFrom(rows -> rows.map(mapping(TallyQuery::ended)));
        return sql.select(live, completed)
                .from(PATIENTS)
                .where(PATIENTS.FACILITY_ID.eq(meal.facilityId()))
                .and(exists(selectOne().from(E).where(occupiesABed(meal, servesAt))))
                .fetch(mapping(BedState::new));
    }

    private static Condition occupiesABed(Meal meal, Instant servesAt) {
        return E.FACILITY_ID
                .eq(meal.facilityId())
                .and(E.PATIENT_ID.eq(PATIENTS.ID))
                .and(E.STATUS.eq(Encounter.Status.ADMITTED))
                .and(E.ADMITTED_AT.isNull().or(E.ADMITTED_AT.lt(servesAt)));
    }

    private static BedState.Ended ended(TrayRequest.Outcome outcome, String[] reasons) {
        return new BedState.Ended(
                outcome, Arrays.stream(reasons).map(Reason::valueOf).collect(Collectors.toSet()));
    }
}
