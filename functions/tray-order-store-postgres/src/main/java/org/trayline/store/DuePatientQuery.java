package org.trayline.store;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.trayline.tables.Tables.ALLERGIES;
import static org.trayline.tables.Tables.DIET_ORDERS;
import static org.trayline.tables.Tables.DISLIKES;
import static org.trayline.tables.Tables.ENCOUNTERS;
import static org.trayline.tables.Tables.FACILITIES;
import static org.trayline.tables.Tables.MEAL_PERIODS;
import static org.trayline.tables.Tables.NUTRIENT_LIMITS;
import static org.trayline.tables.Tables.PATIENTS;
import static org.trayline.tables.Tables.PORTIONS;
import static org.trayline.tables.Tables.TRAY_ORDERS;
import static org.trayline.tables.Tables.TRAY_ORDER_ITEMS;
import static org.trayline.tables.Tables.TRAY_REQUESTS;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.tables.tables.MealPeriods;

/// The one query that marks a request as being processed and reads its patient. Rendered
/// once, bound for every patient.
final class DuePatientQuery {
    private static final int RECENT_TRAYS = 6;

    private static final Param<UUID> REQUEST_ID = param("request_id", TRAY_REQUESTS.REQUEST_ID);
    static final Param<FacilityId> FACILITY_ID = param("facility_id", TRAY_REQUESTS.FACILITY_ID);
    private static final Param<PatientId> PATIENT_ID =
            param("patient_id", TRAY_REQUESTS.PATIENT_ID);
    static final Param<LocalDate> SERVICE_DATE = param("service_date", TRAY_REQUESTS.SERVICE_DATE);
    private static final Param<MealPeriod> MEAL_PERIOD =
            param("meal_period", TRAY_REQUESTS.MEAL_PERIOD);
    private static final Param<String> EXECUTION_NAME =
            param("execution_name", TRAY_REQUESTS.EXECUTION_NAME);
    private static final Param<Integer> ATTEMPT = param("attempt", TRAY_REQUESTS.ATTEMPT);
    private static final Param<TrayOrderId> REPLACES =
            param("replaces_tray_order_id", TRAY_REQUESTS.REPLACES_TRAY_ORDER_ID);
    static final Field<TrayOrderId> NO_TRAY_ORDER = castNull(TRAY_ORDERS.ID);

    static final Field<List<Encounter>> STAYS = encounters();
    static final Field<List<AllergyRecord>> ALLERGY_RECORDS = allergies();
    static final Field<List<RecipeId>> DISLIKED = dislikes();
    private static final Field<List<RecipeId>> RECENT_ITEMS = recentItems();
    private static final Field<List<DayTray>> DAY_TRAYS = dayTrays(SERVICE_DATE, REPLACES);
    private static final Field<Map<MealPeriod, Set<RecipeId>>> SOLD_OUT =
            soldOut(SERVICE_DATE, REPLACES);

    /// What someone chose who asks for the tray; null where nobody does.
    private static final Field<String[]> CHOSEN =
            field(
                            select(TRAY_REQUESTS.CHOSEN_RECIPE_IDS)
                                    .from(TRAY_REQUESTS)
                                    .where(TRAY_REQUESTS.REQUEST_ID.eq(REQUEST_ID))
                                    .and(TRAY_REQUESTS.REQUESTED_BY.isNotNull()))
                    .as("chosen");

    private static final List<SelectField<?>> PATIENT =
            List.of(
                    PATIENTS.CLINICAL_VERSION,
                    PATIENTS.TRAY_VERSION,
                    FACILITIES.CATALOG_VERSION,
                    PATIENTS.ALLERGY_STATUS,
                    STAYS,
                    ALLERGY_RECORDS,
                    DISLIKED,
                    DAY_TRAYS,
                    RECENT_ITEMS,
                    SOLD_OUT);

    private static final RenderedQuery QUERY =
            new RenderedQuery(
                    DSL.with(begun())
                            .select(FacilityRows.FIELDS)
                            .select(PATIENT)
                            .select(CHOSEN)
                            .from(PATIENTS)
                            .join(FACILITIES)
                            .on(FACILITIES.ID.eq(PATIENTS.FACILITY_ID))
                            .where(PATIENTS.FACILITY_ID.eq(FACILITY_ID))
                            .and(PATIENTS.ID.eq(PATIENT_ID))
                            .and(
                                    DSL.exists(
                                            select(TRAY_REQUESTS.REQUEST_ID)
                                                    .from(TRAY_REQUESTS)
                                                    .where(isTheRequest()))));

    /// The same of a patient for whom nobody has asked.
    private static final RenderedQuery RECORD =
            new RenderedQuery(
                    select(FacilityRows.FIELDS)
                            .select(PATIENT)
                            .from(PATIENTS)
                            .join(FACILITIES)
                            .on(FACILITIES.ID.eq(PATIENTS.FACILITY_ID))
                            .where(PATIENTS.FACILITY_ID.eq(FACILITY_ID))
                            .and(PATIENTS.ID.eq(PATIENT_ID)));

    private DuePatientQuery() {}

    static Optional<DuePatient> read(
            DSLContext sql,
            FacilityId facility,
            PatientId patient,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            @Nullable TrayOrderId without) {
        RenderedQuery.Values values =
                new RenderedQuery.Values()
                        .set(FACILITY_ID, facility)
                        .set(PATIENT_ID, patient)
                        .set(SERVICE_DATE, serviceDate)
                        .set(MEAL_PERIOD, mealPeriod)
                        .set(REPLACES, without);
        return RECORD.with(sql, values).fetchOptional(row -> duePatient(patient, row));
    }

    static Optional<DuePatient> fetch(DSLContext sql, TrayRequest request, String execution) {
        RenderedQuery.Values values =
                new RenderedQuery.Values()
                        .set(REQUEST_ID, request.requestId().value())
                        .set(FACILITY_ID, request.facilityId())
                        .set(PATIENT_ID, request.patientId())
                        .set(SERVICE_DATE, request.serviceDate())
                        .set(MEAL_PERIOD, request.mealPeriod())
                        .set(ATTEMPT, request.attempt())
                        .set(EXECUTION_NAME, execution)
                        .set(REPLACES, request.replacesTrayOrderId());
        return QUERY.with(sql, values)
                .fetchOptional(row -> asked(duePatient(request.patientId(), row), row.get(CHOSEN)));
    }

    private static DuePatient duePatient(PatientId patient, Record row) {
        return new DuePatient(
                patient,
                new Versions(
                        row.get(PATIENTS.CLINICAL_VERSION),
                        row.get(PATIENTS.TRAY_VERSION),
                        row.get(FACILITIES.CATALOG_VERSION)),
                FacilityRows.facility(row),
                row.get(STAYS),
                row.get(PATIENTS.ALLERGY_STATUS),
                row.get(ALLERGY_RECORDS),
                row.get(DISLIKED),
                row.get(DAY_TRAYS),
                row.get(RECENT_ITEMS),
                row.get(SOLD_OUT));
    }

    private static DuePatient asked(DuePatient patient, String @Nullable [] chosen) {
        return chosen == null
                ? patient
                : patient.askedFor(Arrays.stream(chosen).map(RecipeId::new).toList());
    }

    private static Condition isTheRequest() {
        return TRAY_REQUESTS
                .REQUEST_ID
                .eq(REQUEST_ID)
                .and(TRAY_REQUESTS.FACILITY_ID.eq(FACILITY_ID))
                .and(TRAY_REQUESTS.PATIENT_ID.eq(PATIENT_ID))
                .and(TRAY_REQUESTS.SERVICE_DATE.eq(SERVICE_DATE))
                .and(TRAY_REQUESTS.MEAL_PERIOD.eq(MEAL_PERIOD));
    }

    /// A closed request stays closed: an execution that comes late only finds what stands.
    private static CommonTableExpression<?> begun() {
        return name("begun")
                .as(
                        DSL.update(TRAY_REQUESTS)
                                .set(TRAY_REQUESTS.STATUS, TrayRequest.Status.PROCESSING)
                                .set(TRAY_REQUESTS.EXECUTION_NAME, EXECUTION_NAME)
                                // A replay makes attempts that the ledger learns of here.
                                .set(
                                        TRAY_REQUESTS.ATTEMPT,
                                        greatest(TRAY_REQUESTS.ATTEMPT, ATTEMPT))
                                .where(isTheRequest())
                                .and(
                                        TRAY_REQUESTS.STATUS.in(
                                                TrayRequest.Status.PENDING,
                                                TrayRequest.Status.PROCESSING,
                                                TrayRequest.Status.FAILED))
                                .returning(TRAY_REQUESTS.REQUEST_ID));
    }

    private static Field<List<Encounter>> encounters() {
        return multiset(
                        select(
                                        ENCOUNTERS.ID,
                                        ENCOUNTERS.STATUS,
                                        ENCOUNTERS.SERVICE_TYPE,
                                        row(ENCOUNTERS.UNIT, ENCOUNTERS.ROOM, ENCOUNTERS.BED)
                                                .mapping(Location.class, Location::new),
                                        ENCOUNTERS.ADMITTED_AT,
                                        ENCOUNTERS.DISCHARGED_AT,
                                        ENCOUNTERS.DYSPHAGIA_FLAG,
                                        activeDietOrders())
                                .from(ENCOUNTERS)
                                .where(ENCOUNTERS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                .and(ENCOUNTERS.PATIENT_ID.eq(PATIENTS.ID))
                                .and(ENCOUNTERS.STATUS.ne(Encounter.Status.DISCHARGED))
                                .orderBy(ENCOUNTERS.ID))
                .as("encounters")
                .convertFrom(rows -> rows.map(mapping(Encounter::new)));
    }

    private static Field<List<DietOrder>> activeDietOrders() {
        return multiset(
                        select(
                                        DIET_ORDERS.ID,
                                        DIET_ORDERS.KIND,
                                        DIET_ORDERS.STARTS_AT,
                                        DIET_ORDERS.ENDS_AT,
                                        DIET_ORDERS.MIN_KCAL_DAY,
                                        DIET_ORDERS.MAX_KCAL_DAY,
                                        DIET_ORDERS.FOOD_TEXTURE,
                                        DIET_ORDERS.DRINK_THICKNESS,
                                        DIET_ORDERS.DIET_TAGS,
                                        limits())
                                .from(DIET_ORDERS)
                                .where(DIET_ORDERS.FACILITY_ID.eq(ENCOUNTERS.FACILITY_ID))
                                .and(DIET_ORDERS.ENCOUNTER_ID.eq(ENCOUNTERS.ID))
                                .and(DIET_ORDERS.STATUS.eq("ACTIVE"))
                                .orderBy(DIET_ORDERS.ID))
                .as("diet_orders")
                .convertFrom(rows -> rows.map(mapping(DietOrderRows::dietOrder)));
    }

    private static Field<List<NutrientLimit>> limits() {
        return multiset(
                        select(
                                        NUTRIENT_LIMITS.NUTRIENT,
                                        NUTRIENT_LIMITS.PERIOD,
                                        NUTRIENT_LIMITS.MIN,
                                        NUTRIENT_LIMITS.MAX)
                                .from(NUTRIENT_LIMITS)
                                .where(NUTRIENT_LIMITS.FACILITY_ID.eq(DIET_ORDERS.FACILITY_ID))
                                .and(NUTRIENT_LIMITS.DIET_ORDER_ID.eq(DIET_ORDERS.ID))
                                .orderBy(NUTRIENT_LIMITS.NUTRIENT, NUTRIENT_LIMITS.PERIOD))
                .as("limits")
                .convertFrom(rows -> rows.map(mapping(NutrientLimit::new)));
    }

    private static Field<List<AllergyRecord>> allergies() {
        return multiset(
                        select(ALLERGIES.ALLERGEN, ALLERGIES.KIND, ALLERGIES.VERIFICATION)
                                .from(ALLERGIES)
                                .where(ALLERGIES.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                .and(ALLERGIES.PATIENT_ID.eq(PATIENTS.ID))
                                .orderBy(ALLERGIES.LINE))
                .as("allergies")
                .convertFrom(rows -> rows.map(mapping(AllergyRecord::new)));
    }

    private static Field<List<RecipeId>> dislikes() {
        return multiset(
                        select(DISLIKES.RECIPE_ID)
                                .from(DISLIKES)
                                .where(DISLIKES.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                .and(DISLIKES.PATIENT_ID.eq(PATIENTS.ID))
                                .orderBy(DISLIKES.RECIPE_ID))
                .as("dislikes")
                .convertFrom(rows -> rows.map(Record1::value1));
    }

    /// The live tray orders of a day, but for one.
    static Field<List<DayTray>> dayTrays(Field<LocalDate> serviceDate, Field<TrayOrderId> but) {
        return multiset(
                        select(
                                        TRAY_ORDERS.MEAL_PERIOD,
                                        TRAY_ORDERS.STATUS,
                                        multiset(
                                                        select(TRAY_ORDER_ITEMS.RECIPE_ID)
                                                                .from(TRAY_ORDER_ITEMS)
                                                                .where(
                                                                        TRAY_ORDER_ITEMS.FACILITY_ID
                                                                                .eq(
                                                                                        TRAY_ORDERS
                                                                                                .FACILITY_ID))
                                                                .and(
                                                                        TRAY_ORDER_ITEMS
                                                                                .TRAY_ORDER_ID.eq(
                                                                                TRAY_ORDERS.ID))
                                                                .orderBy(TRAY_ORDER_ITEMS.SLOT))
                                                .as("items")
                                                .convertFrom(rows -> rows.map(Record1::value1)))
                                .from(TRAY_ORDERS)
                                .where(TRAY_ORDERS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                .and(TRAY_ORDERS.PATIENT_ID.eq(PATIENTS.ID))
                                .and(TRAY_ORDERS.SERVICE_DATE.eq(serviceDate))
                                .and(TRAY_ORDERS.STATUS.ne(TrayOrderStatus.CANCELLED))
                                .and(TRAY_ORDERS.ID.isDistinctFrom(but))
                                .orderBy(TRAY_ORDERS.MEAL_PERIOD))
                .as("day_trays")
                .convertFrom(rows -> rows.map(mapping(DayTray::new)));
    }

    /// Of the recipe of a row of the portions, how many a tray order has taken.
    static Field<Integer> takenBy(Field<TrayOrderId> trayOrder) {
        return field(
                select(count())
                        .from(TRAY_ORDERS)
                        .join(TRAY_ORDER_ITEMS)
                        .on(TRAY_ORDER_ITEMS.FACILITY_ID.eq(TRAY_ORDERS.FACILITY_ID))
                        .and(TRAY_ORDER_ITEMS.TRAY_ORDER_ID.eq(TRAY_ORDERS.ID))
                        .where(TRAY_ORDERS.FACILITY_ID.eq(PORTIONS.FACILITY_ID))
                        .and(TRAY_ORDERS.ID.eq(trayOrder))
                        .and(TRAY_ORDERS.STATUS.eq(TrayOrderStatus.PLACED))
                        .and(TRAY_ORDERS.SERVICE_DATE.eq(PORTIONS.SERVICE_DATE))
                        .and(TRAY_ORDERS.MEAL_PERIOD.eq(PORTIONS.MEAL_PERIOD))
                        .and(TRAY_ORDER_ITEMS.RECIPE_ID.eq(PORTIONS.RECIPE_ID)));
    }

    private static Field<List<RecipeId>> recentItems() {
        MealPeriods served = MEAL_PERIODS.as("served");
        MealPeriods asked = MEAL_PERIODS.as("asked");
        var recent =
                select(TRAY_ORDERS.ID)
                        .from(TRAY_ORDERS)
                        .join(served)
                        .on(served.FACILITY_ID.eq(TRAY_ORDERS.FACILITY_ID))
                        .and(served.MEAL_PERIOD.eq(TRAY_ORDERS.MEAL_PERIOD))
                        .join(asked)
                        .on(asked.FACILITY_ID.eq(TRAY_ORDERS.FACILITY_ID))
                        .and(asked.MEAL_PERIOD.eq(MEAL_PERIOD))
                        .where(TRAY_ORDERS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                        .and(TRAY_ORDERS.PATIENT_ID.eq(PATIENTS.ID))
                        .and(TRAY_ORDERS.STATUS.ne(TrayOrderStatus.CANCELLED))
                        .and(TRAY_ORDERS.STATUS.ne(TrayOrderStatus.HELD))
                        .and(
                                row(TRAY_ORDERS.SERVICE_DATE, served.SERVES_AT)
                                        .lt(row(SERVICE_DATE, asked.SERVES_AT)))
                        .orderBy(TRAY_ORDERS.SERVICE_DATE.desc(), served.SERVES_AT.desc())
                        .limit(RECENT_TRAYS);
        return multiset(
                        DSL.selectDistinct(TRAY_ORDER_ITEMS.RECIPE_ID)
                                .from(TRAY_ORDER_ITEMS)
                                .where(TRAY_ORDER_ITEMS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                .and(TRAY_ORDER_ITEMS.TRAY_ORDER_ID.in(recent)))
                .as("recent_items")
                .convertFrom(rows -> rows.map(Record1::value1));
    }

    /// The recipes of which no portion is left on a day; what one tray has taken is not taken.
    static Field<Map<MealPeriod, Set<RecipeId>>> soldOut(
            Field<LocalDate> serviceDate, Field<TrayOrderId> but) {
        return multiset(
                        select(PORTIONS.MEAL_PERIOD, PORTIONS.RECIPE_ID)
                                .from(PORTIONS)
                                .where(PORTIONS.FACILITY_ID.eq(PATIENTS.FACILITY_ID))
                                .and(PORTIONS.SERVICE_DATE.eq(serviceDate))
                                .and(PORTIONS.PORTIONS_LEFT.plus(takenBy(but)).lt(1)))
                .as("sold_out")
                .convertFrom(
                        rows -> {
                            Map<MealPeriod, Set<RecipeId>> byPeriod =
                                    new EnumMap<>(MealPeriod.class);
                            rows.forEach(
                                    row ->
                                            byPeriod.computeIfAbsent(
                                                            row.value1(), p -> new TreeSet<>())
                                                    .add(row.value2()));
                            return byPeriod;
                        });
    }
}
