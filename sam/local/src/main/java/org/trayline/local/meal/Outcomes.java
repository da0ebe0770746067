package org.trayline.local.meal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of every due patient's request, by the ledger, and by the order where something has
/// become of it since.
public final class Outcomes {
    private Outcomes() {}

    /// @param outcome PLACED, HELD, WITHHELD, NOT_NEEDED or FAILED
    /// @param reasons codes; of a failure, the error's name
    /// @param trayOrderId the live tray order of that meal; null where there is none
    /// @param execution null where none was started
    public record Row(
            String patientId,
            String outcome,
            List<String> reasons,
            @Nullable String trayOrderId,
            @Nullable String execution) {
        public Row {
            reasons = List.copyOf(reasons);
        }
    }

    /// One row per due patient, by patient id.
    ///
    /// @param errors of executions that failed, by their names; a request that none closed and that
    ///     is not among them has failed as well, with `NOT_STARTED` or `NOT_FINISHED`
    public static List<Row> of(Connection connection, Meal meal, Map<String, String> errors)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        """
                        select distinct on (q.patient_id) q.patient_id,
                            case when own.status in ('PLACED', 'HELD') then own.status
                                when own.cancelled_because in ('NPO', 'TUBE_FEEDING_ONLY')
                                    then 'WITHHELD'
                                when own.cancelled_because in ('DISCHARGED', 'ON_LEAVE')
                                    then 'NOT_NEEDED'
                                else q.outcome end,
                            case when own.status in ('PLACED', 'HELD') then array(
                                    select r.reason::text from tray_order_hold_reasons r
                                    where r.facility_id = own.facility_id
                                        and r.tray_order_id = own.id and own.status = 'HELD'
                                    order by r.reason::text collate "C")
                                when own.cancelled_because in (
                                        'NPO', 'TUBE_FEEDING_ONLY', 'DISCHARGED', 'ON_LEAVE')
                                    then array[own.cancelled_because]
                                else q.reasons end,
                            q.execution_name, o.id
                        from tray_requests q
                        left join tray_orders own on own.request_id = q.request_id
                        left join tray_orders o
                            on (o.facility_id, o.patient_id, o.service_date, o.meal_period)
                               = (q.facility_id, q.patient_id, q.service_date, q.meal_period)
                            and o.status <> 'CANCELLED'
                        where q.facility_id = ? and q.service_date = ? and q.meal_period = ?
                            and (q.source in ('SCHEDULED', 'SWEEP')
                                or q.replaces_tray_order_id is not null)
                        order by q.patient_id, (own.status <> 'CANCELLED') desc nulls last,
                            q.replaces_tray_order_id nulls first""")) {
            query.setString(1, meal.facilityId().value());
            query.setObject(2, meal.serviceDate());
            query.setString(3, meal.mealPeriod().name());
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String execution = row.getString(4);
                    String outcome = row.getString(2);
                    List<String> reasons = Arrays.asList((String[]) row.getArray(3).getArray());
                    if (outcome == null) {
                        outcome = "FAILED";
                        reasons = List.of(error(execution, errors));
                    }
                    rows.add(
                            new Row(
                                    row.getString(1),
                                    outcome,
                                    reasons,
                                    row.getString(5),
                                    execution));
                }
            }
            return rows;
        }
    }

    private static String error(@Nullable String execution, Map<String, String> errors) {
        return execution == null ? "NOT_STARTED" : errors.getOrDefault(execution, "NOT_FINISHED");
    }
}
