package org.trayline.importhospital;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.trayline.importhospital.HospitalFile.ALLERGIES;
import static org.trayline.importhospital.HospitalFile.FACILITY;
import static org.trayline.importhospital.HospitalFile.MEAL_PERIODS;
import static org.trayline.importhospital.HospitalFile.TRAY_ORDERS;
import static org.trayline.importhospital.HospitalFile.TRAY_ORDER_ITEMS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.trayline.importhospital.ImportReport.Table;

/// Writes a good folder: by COPY into temporary tables, then table by table what has changed and
/// what is new. A row that says nothing new is not touched, so that it raises no version and leaves
/// no audit event.
///
/// In the SQL of this class `t` is a row of a table, `f` one of the folder, and every parameter is
/// the facility's id.
final class HospitalLoader {
    private static final int MANY = 1_000;

    private final Connection connection;
    private final HospitalFolder hospital;
    private final BadRows bad;

    private HospitalLoader(Connection connection, HospitalFolder hospital, BadRows bad) {
        this.connection = connection;
        this.hospital = hospital;
        this.bad = bad;
    }

    /// Leaves the transaction open, to be committed where no row is bad.
    ///
    /// @param bad gets the rows that contradict what the database keeps
    static ImportReport.Imported load(Connection connection, HospitalFolder hospital, BadRows bad)
            throws SQLException {
        List<Table> tables = new HospitalLoader(connection, hospital, bad).load();
        return new ImportReport.Imported(hospital.facilityId(), tables);
    }

    private List<Table> load() throws SQLException {
        List<Table> tables = new ArrayList<>();
        update("set local application_name = 'import-hospital'");
        update("set local work_mem = '64MB'");
        tables.add(writeFacility());
        lockPatients();
        for (HospitalFile file : HospitalFile.values()) {
            switch (file) {
                case FACILITY -> {}
                case ALLERGIES -> copy(file, placedAllergies());
                default -> copy(file, rows(file));
            }
        }
        refuseTakenServeTimes();
        refuseSecondLiveTrayOrders();
        if (bad.isEmpty()) {
            recordChangedItems();
            moveKeptSlotsToTheEnd();
            for (HospitalFile file : HospitalFile.values()) {
                if (file != FACILITY) {
                    tables.add(write(file));
                }
            }
            countTakenPortions();
        }
        return tables;
    }

    /// The facility's lock keeps other imports and the writers of tray orders out until the end.
    private Table writeFacility() throws SQLException {
        copy(FACILITY, rows(FACILITY));
        String columns = String.join(", ", FACILITY.stored());
        int added =
                update(
                        "insert into facilities (%1$s) select %1$s from imported_facilities"
                                        .formatted(columns)
                                + " on conflict do nothing");
        count("select 1 from facilities where id = ? for update");
        return table(FACILITY, added, updateChanged(FACILITY, ""));
    }

    /// After the facility and before what is theirs: the order in which every writer locks.
    private void lockPatients() throws SQLException {
        count(
                """
                select count(*) from (
                    select from patients where facility_id = ? order by id for no key update) locked
                """);
    }

    private void copy(HospitalFile file, CopyRows rows) throws SQLException {
        String columns = String.join(", ", file.stored());
        update(
                """
                create temporary table %s on commit drop as
                select 0 as csv_line, %s from %s with no data
                """
                        .formatted(imported(file), columns, file.table()));
        CopyIn copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy %s (csv_line, %s) from stdin"
                                        .formatted(imported(file), columns));
        byte[] bytes = rows.bytes();
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        update("analyze " + imported(file));
    }

    private CopyRows placedAllergies() throws SQLException {
        List<RecordedAllergy> inDatabase = new ArrayList<>();
        query(
                """
                select line, patient_id, allergen, kind, verification, text from allergies
                where facility_id = ? order by patient_id, line
                """,
                row ->
                        inDatabase.add(
                                new RecordedAllergy(
                                        row.getInt("line"),
                                        row.getString("patient_id"),
                                        row.getString("allergen"),
                                        row.getString("kind"),
                                        row.getString("verification"),
                                        row.getString("text"))));
        CopyRows rows = new CopyRows();
        for (AllergyLines.Placed placed : AllergyLines.place(hospital.allergies(), inDatabase)) {
            RecordedAllergy allergy = placed.allergy();
            rows.add(
                    allergy.line(),
                    new @Nullable String[] {
                        allergy.patientId(),
                        allergy.allergen(),
                        allergy.kind(),
                        allergy.verification(),
                        allergy.text()
                    },
                    Integer.toString(placed.line()));
        }
        return rows;
    }

    private void refuseTakenServeTimes() throws SQLException {
        query(
                """
                select f.csv_line, to_char(f.serves_at, 'HH24:MI') as serves_at, t.meal_period
                from imported_meal_periods f
                join meal_periods t on t.facility_id = ? and t.serves_at = f.serves_at
                where t.meal_period not in (select meal_period from imported_meal_periods)
                """,
                row ->
                        bad.add(
                                MEAL_PERIODS,
                                row.getInt("csv_line"),
                                "serves_at",
                                row.getString("serves_at"),
                                "must be a serve time of its own; "
                                        + row.getString("meal_period")
                                        + ", kept from an earlier import, has the same"));
    }

    private void refuseSecondLiveTrayOrders() throws SQLException {
        query(
                """
                select f.csv_line, f.status, t.id
                from imported_tray_orders f
                join tray_orders t
                    on t.facility_id = ? and t.patient_id = f.patient_id
                    and t.service_date = f.service_date and t.meal_period = f.meal_period
                where f.status <> 'CANCELLED' and t.status <> 'CANCELLED'
                    and not exists (select from imported_tray_orders same where same.id = t.id)
                """,
                row ->
                        bad.add(
                                TRAY_ORDERS,
                                row.getInt("csv_line"),
                                "status",
                                row.getString("status"),
                                "must be the only live tray order of its patient, service date and"
                                        + " meal period; the database has "
                                        + row.getString("id")));
    }

    /// What is on an order's tray is part of the order: the items of a new one are written with it,
    /// a later change of them is a change of the order.
    private void recordChangedItems() throws SQLException {
        update(
                """
                with changed as (
                    select o.patient_id, o.id,
                           jsonb_object_agg(f.slot, t.recipe_id) filter (where t.slot is not null) as was,
                           jsonb_object_agg(f.slot, f.recipe_id) as now
                    from imported_tray_order_items f
                    join tray_orders o on o.facility_id = ? and o.id = f.tray_order_id
                    left join tray_order_items t
                        on t.facility_id = ? and t.tray_order_id = f.tray_order_id and t.slot = f.slot
                    where t.recipe_id is distinct from f.recipe_id
                    group by o.patient_id, o.id),
                audited as (
                    insert into audit_events
                        (facility_id, patient_id, entity, entity_id, action, change)
                    select ?, patient_id, 'tray_orders', id, 'CHANGED',
                           jsonb_build_object(
                               'items', jsonb_build_array(coalesce(was, '{}'), now))
                    from changed)
                update patients p set tray_version = tray_version + 1
                where p.facility_id = ? and p.id in (select patient_id from changed)
                """);
    }

    /// Where the folder's slots stand now, a slot that only the database has may have stood.
    private void moveKeptSlotsToTheEnd() throws SQLException {
        update(
                """
                update meal_slots t set position = kept.position
                from (
                    select k.meal_period, k.slot,
                           row_number() over (partition by k.meal_period order by k.position)
                               + (select count(*) from imported_meal_slots f
                                  where f.meal_period = k.meal_period) as position
                    from meal_slots k
                    where k.facility_id = ? and not exists (
                        select from imported_meal_slots f
                        where f.meal_period = k.meal_period and f.slot = k.slot)) kept
                where t.facility_id = ? and t.meal_period = kept.meal_period and t.slot = kept.slot
                    and t.position <> kept.position
                """);
    }

    /// The trays that were there before the kitchen said how many portions it makes, and those that
    /// the folder brought, have taken theirs.
    private void countTakenPortions() throws SQLException {
        update(
                """
                update portions t set taken = counted.taken
                from (
                    select p.service_date, p.meal_period, p.recipe_id, count(i.slot) as taken
                    from portions p
                    left join (tray_orders o
                        join tray_order_items i
                            on i.facility_id = o.facility_id and i.tray_order_id = o.id)
                        on o.facility_id = p.facility_id and o.service_date = p.service_date
                            and o.meal_period = p.meal_period and i.recipe_id = p.recipe_id
                            and o.status in ('PLACED', 'DELIVERED')
                    where p.facility_id = ?
                    group by p.service_date, p.meal_period, p.recipe_id) counted
                where t.facility_id = ? and t.service_date = counted.service_date
                    and t.meal_period = counted.meal_period and t.recipe_id = counted.recipe_id
                    and t.taken <> counted.taken
                """);
    }

    private Table write(HospitalFile file) throws SQLException {
        int changed = 0;
        if (file == TRAY_ORDERS) {
            // One that is cancelled makes room for another that is not.
            changed += updateChanged(file, "and f.status = 'CANCELLED'");
        }
        changed += updateChanged(file, "");
        // The facility's row gives its id as one that needs no more checking, row by row. By key,
        // so
        // that the indexes grow at one end.
        int added =
                update(
                        """
                        insert into %1$s (facility_id, %2$s)
                        select h.id, %3$s from facilities h cross join %4$s f
                        where h.id = ? and not exists (
                            select from %1$s t where t.facility_id = ? and %5$s)
                        order by %6$s
                        """
                                .formatted(
                                        file.table(),
                                        String.join(", ", file.stored()),
                                        each(file.stored(), column -> "f." + column, ", "),
                                        imported(file),
                                        sameKey(file),
                                        each(file.key(), column -> "f." + column, ", ")));
        if (added >= MANY) {
            // What is asked next, such as who is due, is planned for the table as it now is.
            update("analyze " + file.table());
        }
        return table(file, added, changed);
    }

    private int updateChanged(HospitalFile file, String condition) throws SQLException {
        List<String> values = new ArrayList<>(file.stored());
        values.removeAll(file.key());
        if (values.isEmpty()) {
            return 0;
        }
        return update(
                """
                update %s t set %s from %s f
                where %s = ? and %s and (%s) is distinct from (%s) %s
                """
                        .formatted(
                                file.table(),
                                each(values, value -> value + " = f." + value, ", "),
                                imported(file),
                                facilityOf(file),
                                sameKey(file),
                                each(values, value -> "t." + value, ", "),
                                each(values, value -> "f." + value, ", "),
                                condition));
    }

    private Table table(HospitalFile file, int added, int changed) throws SQLException {
        int rows = count("select count(*) from " + imported(file));
        return new Table(file.table(), added, changed, rows - added - changed, kept(file, rows));
    }

    /// Every row of the folder is in the table by now: the others are kept, but for the tray orders
    /// of Trayline's own, which no import brought.
    private int kept(HospitalFile file, int rows) throws SQLException {
        int all =
                count(
                        "select count(*) from %s t where %s = ?"
                                .formatted(file.table(), facilityOf(file)));
        String order =
                switch (file) {
                    case TRAY_ORDERS -> "t.id";
                    case TRAY_ORDER_ITEMS -> "t.tray_order_id";
                    default -> "";
                };
        return all
                - rows
                - (order.isEmpty()
                        ? 0
                        : count(
                                """
                                select count(*) from tray_orders o
                                join %s t on t.facility_id = o.facility_id and %s = o.id
                                where o.facility_id = ? and o.request_id is not null
                                    and not exists (select from %s f where %s)
                                """
                                        .formatted(
                                                file.table(),
                                                order,
                                                imported(file),
                                                sameKey(file))));
    }

    private CopyRows rows(HospitalFile file) {
        return requireNonNull(hospital.rows().get(file));
    }

    private static String imported(HospitalFile file) {
        return "imported_" + file.table();
    }

    private static String facilityOf(HospitalFile file) {
        return file == FACILITY ? "t.id" : "t.facility_id";
    }

    private static String sameKey(HospitalFile file) {
        return each(file.key(), column -> "t." + column + " = f." + column, " and ");
    }

    private static String each(List<String> names, UnaryOperator<String> sql, String separator) {
        return names.stream().map(sql).collect(joining(separator));
    }

    private int update(String sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            return statement.executeUpdate();
        }
    }

    private int count(String sql) throws SQLException {
        int[] count = {0};
        query(sql, row -> count[0] = row.getInt(1));
        return count[0];
    }

    private void query(String sql, RowReader reader) throws SQLException {
        try (PreparedStatement statement = prepare(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int parameters = (int) sql.chars().filter(c -> c == '?').count();
        for (int i = 1; i <= parameters; i++) {
            statement.setString(i, hospital.facilityId().value());
        }
        return statement;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
