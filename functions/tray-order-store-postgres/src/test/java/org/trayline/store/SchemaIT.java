package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayOrderStatus;

/// What the database itself keeps to, whoever writes.
class SchemaIT {
    private static final Hospital HOSPITAL = new Hospital();

    private final Connection connection;
    private final Statement statement;

    /// One transaction per test, rolled back at its end.
    SchemaIT() throws SQLException {
        connection = HOSPITAL.database().connect();
        connection.setAutoCommit(false);
        statement = connection.createStatement();
        statement.execute("set constraints all immediate");
    }

    @BeforeAll
    static void populate() {
        HOSPITAL.admit("p1", "p2");
        HOSPITAL.execute(
                """
                insert into nutrient_limits values ('f1', 'd-p1', 'SODIUM_MG', 'DAY', null, 2000);
                insert into allergies values ('f1', 'p1', 1, 'EGG', 'ALLERGY', 'CONFIRMED', null);
                insert into dislikes values ('f1', 'p1', 'soup');
                insert into portions values ('f1', '2026-11-19', 'LUNCH', 'soup', 1);
                """);
        HOSPITAL.tray("2026-11-19", MealPeriod.LUNCH, TrayOrderStatus.PLACED, "soup");
        HOSPITAL.request("p1", MealPeriod.DINNER);
    }

    @AfterEach
    void rollBack() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @AfterAll
    static void close() {
        HOSPITAL.close();
    }

    private String refusal(String sql) {
        return assertThrows(SQLException.class, () -> statement.execute(sql)).getSQLState();
    }

    private List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /// 23505 unique, 23503 foreign key, 23514 check, 23502 not null.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    23505 | insert into tray_orders values ('f1', 'x', 'p1', '2026-11-19', 'LUNCH', 'HELD')
                    23505 | insert into tray_orders values ('f1', 'x', 'p1', '2026-11-19', 'LUNCH', 'PLACED')
                    23505 | insert into tray_orders values ('f1', 'x', 'p1', '2026-11-19', 'LUNCH', 'DELIVERED')
                    23514 | insert into tray_orders values ('f1', 'x', 'p2', '2026-11-19', 'LUNCH', 'VOID')
                    23514 | insert into tray_orders values ('f1', 'x', 'p2', '2026-11-19', 'SUPPER', 'PLACED')
                    23514 | insert into tray_orders values ('f1', 'x y', 'p2', '2026-11-19', 'LUNCH', 'PLACED')
                    23503 | insert into tray_orders values ('f1', 'x', 'p9', '2026-11-19', 'LUNCH', 'PLACED')
                    23514 | update tray_orders set flags = '{LATE}'
                    23505 | insert into tray_order_items values ('f1', '2026-11-19-LUNCH', 'slot-soup', 'rice')
                    23503 | insert into tray_order_items values ('f1', '2026-11-19-LUNCH', 'other', 'cake')
                    23503 | delete from recipes where facility_id = 'f1' and id = 'soup'
                    23514 | insert into tray_order_hold_reasons values ('f1', '2026-11-19-LUNCH', 'TIRED')
                    23505 | insert into patients (facility_id, id, mrn, family_name, given_name) values ('f1', 'p1', 'm', 'F', 'G')
                    23514 | insert into patients (facility_id, id, mrn, family_name, given_name) values ('f1', '', 'm', 'F', 'G')
                    23514 | update patients set allergy_status = 'NO_KNOWN_DRUG_ALLERGY'
                    23514 | update encounters set status = 'ARRIVED'
                    23514 | update encounters set service_type = 'BUFFET'
                    23514 | update diet_orders set kind = 'SOFT'
                    23514 | update diet_orders set status = 'DRAFT'
                    23514 | update diet_orders set food_texture = '8'
                    23514 | update diet_orders set drink_thickness = '5'
                    23514 | update diet_orders set min_kcal_day = -1
                    23514 | update diet_orders set max_kcal_day = -0.1
                    23514 | update diet_orders set starts_at = '2026-11-19T08:00Z', ends_at = '2026-11-19T08:00Z'
                    23514 | insert into nutrient_limits values ('f1', 'd-p1', 'SALT_MG', 'DAY', null, 1)
                    23514 | insert into nutrient_limits values ('f1', 'd-p1', 'FAT_G', 'WEEK', null, 1)
                    23514 | insert into nutrient_limits values ('f1', 'd-p1', 'FAT_G', 'DAY', -1, null)
                    23514 | insert into nutrient_limits values ('f1', 'd-p1', 'FAT_G', 'DAY', null, -1)
                    23505 | insert into nutrient_limits values ('f1', 'd-p1', 'SODIUM_MG', 'DAY', null, 1)
                    23514 | insert into allergies values ('f1', 'p1', 2, 'KIWI', 'ALLERGY', 'CONFIRMED', null)
                    23514 | insert into allergies values ('f1', 'p1', 2, null, 'ALLERGY', 'CONFIRMED', null)
                    23514 | insert into allergies values ('f1', 'p1', 2, 'EGG', 'DISLIKE', 'CONFIRMED', null)
                    23514 | insert into allergies values ('f1', 'p1', 2, 'EGG', 'ALLERGY', 'MAYBE', null)
                    23505 | insert into dislikes values ('f1', 'p1', 'soup')
                    23503 | insert into dislikes values ('f1', 'p1', 'cake')
                    23514 | update facilities set missing_diet_order = 'GUESS'
                    23514 | update facilities set house_min_kcal = -1
                    23514 | update facilities set house_max_kcal = -1
                    23514 | update meal_periods set kcal_share = 0
                    23505 | update meal_periods set serves_at = '12:00'
                    23514 | update meal_slots set courses = '{}'
                    23514 | update recipes set course = 'main dish'
                    23514 | update recipes set kind = 'SUPPLEMENT'
                    23514 | update recipes set meal_periods = '{TEA}'
                    23514 | update recipes set textures = '{7,8}'
                    23514 | update recipes set drink_thickness = '{7}'
                    23514 | update recipes set allergens = '{NUTS}'
                    23514 | update recipes set energy_kcal = -1
                    23514 | update recipes set protein_g = -1
                    23514 | update recipes set carbohydrate_g = -1
                    23514 | update recipes set fat_g = -1
                    23514 | update recipes set saturated_fat_g = -1
                    23514 | update recipes set fiber_g = -1
                    23514 | update recipes set sugars_g = -1
                    23514 | update recipes set sodium_mg = -1
                    23514 | update recipes set potassium_mg = -1
                    23514 | update recipes set phosphorus_mg = -1
                    23514 | update recipes set fluid_ml = -1
                    23514 | update recipes set cost_cents = -1
                    23514 | update portions set portions = -1
                    23514 | update portions set taken = -1
                    P0001 | update audit_events set actor = 'nobody'
                    P0001 | delete from audit_events
                    P0001 | truncate audit_events
                    """)
    void refuses(String sqlState, String sql) {
        assertEquals(sqlState, refusal(sql));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    23514 | source = 'WISH'
                    23514 | attempt = 0
                    23514 | status = 'DONE'
                    23514 | status = 'COMPLETED'
                    23514 | outcome = 'PLACED'
                    23514 | status = 'COMPLETED', outcome = 'EATEN'
                    23514 | body_sha256 = '\\x00'
                    23503 | patient_id = 'p9'
                    """)
    void refusesInTheLedger(String sqlState, String change) {
        assertEquals(sqlState, refusal("update tray_requests set " + change));
    }

    /// Contradictory clinical data is stored as it came.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    insert into encounters (facility_id, id, patient_id, status) values ('f1', 'second', 'p1', 'ADMITTED')
                    insert into diet_orders (facility_id, id, encounter_id, kind, status) values ('f1', 'second', 'e-p1', 'ORAL', 'ACTIVE')
                    update patients set allergy_status = 'NO_KNOWN_FOOD_ALLERGY' where id = 'p1'
                    insert into allergies values ('f1', 'p1', 2, 'EGG', 'ALLERGY', 'REFUTED', null)
                    update diet_orders set min_kcal_day = 3000, max_kcal_day = 1000 where id = 'd-p1'
                    insert into nutrient_limits values ('f1', 'd-p1', 'FAT_G', 'MEAL', 9, 1)
                    """)
    void keepsWhatContradicts(String sql) throws SQLException {
        statement.execute(sql);
        assertEquals(1, statement.getUpdateCount());
    }

    /// Of p1, p2, f1 and f2, what each change raises.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    clinical p1 | update patients set allergy_status = null where id = 'p1'
                    clinical p1 | update encounters set status = 'ON_LEAVE' where id = 'e-p1'
                    clinical p1 | update encounters set dysphagia_flag = true where id = 'e-p1'
                    clinical p1 | insert into encounters (facility_id, id, patient_id, status) values ('f1', 'x', 'p1', 'ADMITTED')
                    clinical p1 | insert into diet_orders (facility_id, id, encounter_id, kind, status) values ('f1', 'x', 'e-p1', 'NPO', 'ACTIVE')
                    clinical p1 | update diet_orders set status = 'DISCONTINUED' where id = 'd-p1'
                    clinical p1 | insert into nutrient_limits values ('f1', 'd-p1', 'FAT_G', 'DAY', 1, 2)
                    clinical p1 | update nutrient_limits set max = 1500
                    clinical p1 | delete from nutrient_limits
                    clinical p1 | insert into allergies values ('f1', 'p1', 2, 'SOY', 'ALLERGY', 'CONFIRMED', null)
                    clinical p1 | update allergies set verification = 'REFUTED'
                    clinical p1 | delete from allergies
                    clinical p1 | insert into dislikes values ('f1', 'p1', 'rice')
                    clinical p1 | delete from dislikes
                    clinical p2 | delete from diet_orders where id = 'd-p2'
                    clinical p1, clinical p2 | update encounters set patient_id = 'p2' where id = 'e-p1'
                    clinical p1, clinical p2 | update diet_orders set encounter_id = 'e-p2' where id = 'd-p1'
                    clinical p1, clinical p2 | update diet_orders set diet_tags = '{RENAL}'
                    clinical p1, clinical p2 | update allergies set patient_id = 'p2'
                    tray p1     | update tray_orders set status = 'CANCELLED'
                    tray p1     | update tray_orders set status = 'HELD'
                    tray p2     | insert into tray_orders values ('f1', 'x', 'p2', '2026-11-19', 'LUNCH', 'PLACED')
                    catalog f1  | update recipes set allergens = null where facility_id = 'f1' and id = 'rice'
                    catalog f1  | update recipes set name = 'Rice' where facility_id = 'f1' and id = 'rice'
                    catalog f1  | delete from recipes where facility_id = 'f1' and id = 'rice'
                    catalog f2  | update recipes set cost_cents = 1 where facility_id = 'f2'
                    catalog f1  | update meal_slots set required = false where facility_id = 'f1'
                    catalog f1  | delete from meal_slots where facility_id = 'f1'
                    catalog f1  | update meal_periods set cut_off_at = '10:00' where facility_id = 'f1'
                    catalog f1  | update facilities set time_zone = 'UTC' where id = 'f1'
                    catalog f1  | update facilities set missing_diet_order = 'HOLD' where id = 'f1'
                    catalog f1  | update facilities set house_min_kcal = null where id = 'f1'
                    catalog f1  | update facilities set house_max_kcal = 2300 where id = 'f1'
                    catalog f1, catalog f2 | update recipes set sodium_mg = 1
                    ~~          | update facilities set name = 'Another name'
                    ~~          | update patients set family_name = 'Another'
                    ~~          | update patients set allergy_status = 'NO_KNOWN_FOOD_ALLERGY'
                    ~~          | update portions set taken = 1
                    ~~          | update recipes set name = 'Nothing' where id = 'none of them'
                    """)
    void raisesTheVersionsOfThoseThatAChangeIsAbout(String raised, String change)
            throws SQLException {
        List<String> before = versions();
        statement.execute(change);
        List<String> after = versions();
        after.removeAll(before);
        assertEquals(
                raised,
                String.join(", ", after.stream().map(row -> row.split("\\|", -1)[0]).toList()));
    }

    private List<String> versions() throws SQLException {
        return rows(
                """
                select 'clinical ' || id || '|' || clinical_version from patients
                union all select 'tray ' || id || '|' || tray_version from patients
                union all select 'catalog ' || id || '|' || catalog_version from facilities
                order by 1
                """);
    }

    /// A held tray has taken nothing, and what is cancelled is cancelled once.
    @Test
    void givesBackThePortionsOfATrayThatIsCancelled() throws SQLException {
        statement.execute("update portions set taken = 1");
        statement.execute("update tray_orders set proof = '{}'");
        statement.execute("update tray_orders set status = 'DELIVERED'");
        assertEquals(List.of("0"), rows("select portions_left from portions"));
        statement.execute("update tray_orders set status = 'CANCELLED'");
        assertEquals(List.of("1"), rows("select portions_left from portions"));
        statement.execute("update tray_orders set status = 'HELD'");
        statement.execute("update portions set taken = 1");
        statement.execute("update tray_orders set status = 'CANCELLED'");
        assertEquals(List.of("0"), rows("select portions_left from portions"));
    }

    @Test
    void auditsWhatWasAndWhatIs() throws SQLException {
        statement.execute("set application_name = 'ward'");
        statement.execute(
                "update diet_orders set food_texture = '4', drink_thickness = null where id = 'd-p1'");
        assertEquals(
                List.of(
                        "ward f1 p1 d-p1 CHANGED {\"food_texture\": [\"7\", \"4\"],"
                                + " \"drink_thickness\": [\"0\", null]}"),
                rows(
                        "select concat_ws(' ', actor, facility_id, patient_id, entity_id, action, change)"
                                + " from audit_events where action = 'CHANGED'"));
    }

    @Test
    void auditsThePersonWhereOneActsThroughAFunction() throws SQLException {
        statement.execute("set local trayline.actor = 'dietitian-7'");
        statement.execute("update tray_orders set status = 'CANCELLED'");
        statement.execute("set local trayline.actor = ''");
        statement.execute("update tray_orders set proof = '{}'");
        assertEquals(
                List.of("dietitian-7", "PostgreSQL JDBC Driver"),
                rows("select actor from audit_events where action = 'CHANGED' order by id"));
    }

    @Test
    void auditsRowsThatGoAndNoChangeWhereThereIsNone() throws SQLException {
        statement.execute("update recipes set name = name");
        statement.execute("update patients set mrn = mrn");
        statement.execute("delete from allergies");
        assertEquals(
                List.of("allergies p1/1 REMOVED"),
                rows(
                        "select concat_ws(' ', entity, entity_id, action) from audit_events"
                                + " where action <> 'CREATED'"));
    }

    @Test
    void isRolledBackWithTheChangeThatItAudits() throws SQLException {
        List<String> before = rows("select count(*) from audit_events");
        Savepoint unchanged = connection.setSavepoint();
        statement.execute("delete from dislikes");
        assertNotEquals(before, rows("select count(*) from audit_events"));
        connection.rollback(unchanged);
        assertEquals(before, rows("select count(*) from audit_events"));
    }
}
