package org.trayline.store;

import static org.trayline.tables.Tables.FACILITIES;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealCounts;
import org.trayline.meal.status.MealPeriodState;
import org.trayline.meal.status.Tray;
import org.trayline.meal.status.TrayFilter;
import org.trayline.meal.status.TrayPage;
import org.trayline.meal.status.TrayPlace;
import org.trayline.meal.status.TrayStatus;

/// What became of the trays, one statement per question.
public final class PostgresTrayStatus implements TrayStatus {
    private final PostgresConnection postgres;

    public PostgresTrayStatus(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    @Override
    public List<Facility> facilities(Set<FacilityId> of) {
        return postgres.call(
                sql ->
                        sql.select(FacilityRows.FIELDS)
                                .from(FACILITIES)
                                .where(FACILITIES.ID.in(of))
                                .orderBy(FACILITIES.ID)
                                .fetch(FacilityRows::facility));
    }

    @Override
    public List<MealPeriodState> mealPeriods(Set<FacilityId> of, int days) {
        return postgres.call(sql -> MealPeriodsQuery.fetch(sql, of, days));
    }

    @Override
    public MealCounts counts(Meal meal, TrayFilter filter) {
        return postgres.call(sql -> MealTraysQuery.counts(sql, meal, filter));
    }

    @Override
    public TrayPage page(Meal meal, TrayFilter filter, @Nullable TrayPlace after, int limit) {
        return postgres.call(sql -> MealTraysQuery.page(sql, meal, filter, after, limit));
    }

    @Override
    public Optional<Tray> ofRequest(Set<FacilityId> of, TrayRequestId id) {
        return postgres.call(sql -> TrayQuery.ofRequest(sql, of, id));
    }

    @Override
    public Optional<Tray> ofOrder(FacilityId facility, TrayOrderId id) {
        return postgres.call(sql -> TrayQuery.ofOrder(sql, facility, id));
    }

    @Override
    public void ping() {
        postgres.call(sql -> sql.selectOne().fetchSingle());
    }
}
