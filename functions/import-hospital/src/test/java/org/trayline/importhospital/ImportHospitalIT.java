package org.trayline.importhospital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.importhospital.ImportReport.Imported;
import org.trayline.importhospital.ImportReport.Rejected;
import org.trayline.importhospital.ImportReport.Table;
import org.trayline.testdatabase.TestDatabase;

class ImportHospitalIT {
    private static final String VERSIONS =
            """
            select 'facility', id, catalog_version, 0 from facilities
            union all select 'patient', id, clinical_version, tray_version from patients
            order by 1, 2
            """;

    @TempDir Path folder;
    private TestDatabase database;
    private FolderFixture hospital;

    @BeforeEach
    void hospital() {
        database = TestDatabase.create();
        hospital = FolderFixture.in(folder);
    }

    @Test
    void everyRowIsAddedOnce() throws SQLException {
        Imported imported = imported();

        assertEquals("north", imported.facilityId().value());
        assertEquals(
                List.of(
                        new Table("facilities", 1, 0, 0, 0),
                        new Table("meal_periods", 3, 0, 0, 0),
                        new Table("meal_slots", 6, 0, 0, 0),
                        new Table("recipes", 5, 0, 0, 0),
                        new Table("portions", 2, 0, 0, 0),
                        new Table("patients", 4, 0, 0, 0),
                        new Table("encounters", 4, 0, 0, 0),
                        new Table("diet_orders", 4, 0, 0, 0),
                        new Table("nutrient_limits", 3, 0, 0, 0),
                        new Table("allergies", 5, 0, 0, 0),
                        new Table("dislikes", 2, 0, 0, 0),
                        new Table("tray_orders", 4, 0, 0, 0),
                        new Table("tray_order_items", 4, 0, 0, 0)),
                imported.tables());
    }

    @Test
    void cellsAreStoredAsWhatTheySay() throws SQLException {
        imported();

        assertEquals(
                List.of("{4,5,7}|{}|{GLUTEN,MILK}|38.5|null|95|20038"),
                database.rows(
                        """
                        select textures, drink_thickness, allergens, carbohydrate_g, fluid_ml,
                               cost_cents, source
                        from recipes where id = 'oats'
                        """));
        assertEquals(
                List.of("apple|{}", "fish|{FISH}", "oats|{GLUTEN,MILK}", "stew|null", "water|{}"),
                database.rows("select id, allergens from recipes order by id"));
        assertEquals(
                List.of("null||李", "2001-01-01||"),
                database.rows(
                        """
                        select birth_date, case when mrn = 'M003' then '' else mrn end, family_name
                        from patients where id in ('p3', 'p4') order by id
                        """));
        assertEquals(
                List.of(
                        "CARBOHYDRATE_G|MEAL|45|75",
                        "SODIUM_MG|DAY|null|2000",
                        "SODIUM_MG|MEAL|null|800"),
                database.rows(
                        "select nutrient, period, min, max from nutrient_limits order by 1, 2"));
        assertEquals(
                List.of("entree|1|t", "dessert|2|f", "drink|3|f"),
                database.rows(
                        """
                        select slot, position, required from meal_slots
                        where meal_period = 'LUNCH' order by position
                        """));
    }

    @Test
    void everyChangeIsAuditedInTheNameOfTheImport() throws SQLException {
        imported();

        assertEquals(
                List.of("import-hospital|CREATED"),
                database.rows(
                        "select distinct actor, action from audit_events where entity <> 'patients'"
                                + " and not (entity = 'portions' and change ? 'taken')"));
    }

    @Test
    void theSameFolderAgainChangesNothing() throws SQLException {
        imported();
        List<String> before = state();

        Imported again = imported();

        assertTrue(again.nothingChanged());
        assertEquals(new Table("allergies", 0, 0, 5, 0), again.table("allergies"));
        assertEquals(before, state());
    }

    @Test
    void rowsInAnotherOrderChangeNothing() throws SQLException {
        imported();
        List<String> before = state();
        hospital.swap("allergies.csv", 2, 4)
                .swap("allergies.csv", 3, 6)
                .swap("tray_orders.csv", 2, 5)
                .replace("diet_orders.csv", "VEGETARIAN;GLUTEN_FREE", "GLUTEN_FREE;VEGETARIAN")
                .replace("diet_orders.csv", "1800.5", "1800.50");

        assertTrue(imported().nothingChanged());
        assertEquals(before, state());
    }

    @Test
    void aChangedAllergyRaisesItsPatientsClinicalVersionAlone() throws SQLException {
        imported();
        List<String> before = database.rows(VERSIONS);
        hospital.line("allergies.csv", 3, "p1,MILK,INTOLERANCE,REFUTED,since childhood");

        Imported imported = imported();

        assertEquals(new Table("allergies", 0, 1, 4, 0), imported.table("allergies"));
        List<String> after = database.rows(VERSIONS);
        assertEquals(raised(before, "p1", 2), after);
        assertEquals(
                List.of("p1/2|{\"verification\": [\"UNCONFIRMED\", \"REFUTED\"]}"),
                database.rows(
                        "select entity_id, change from audit_events where action = 'CHANGED'"
                                + " and entity = 'allergies'"));
    }

    /// p1 has a tray that is placed, p2 one that is held, p3 and p4 have none.
    @Test
    void aChangedFolderQueuesThePatientsWithOrderedTrays() throws SQLException {
        imported();
        assertEquals(List.of(), database.rows("select * from changed_patients"));
        hospital.line("allergies.csv", 3, "p1,MILK,INTOLERANCE,REFUTED,since childhood")
                .replace("encounters.csv", "3W,126,B", "3W,127,B")
                .replace("encounters.csv", "ON_LEAVE,SELECT,4W", "ADMITTED,SELECT,4W")
                .replace("allergies.csv", "p4,PEANUT,ALLERGY", "p4,PEANUT,INTOLERANCE");

        imported();

        String queue =
                "select patient_id, clinical_version, moved from changed_patients order by 1";
        assertEquals(List.of("p1|2|f", "p2|2|t"), database.rows(queue));
        assertEquals(List.of(), database.rows("select * from changed_facilities"));
        database.execute("delete from changed_patients");

        imported();

        assertEquals(List.of(), database.rows(queue));
    }

    @Test
    void aNewPatientStartsWithTheFirstVersions() throws SQLException {
        imported();

        assertEquals(
                List.of("1|1"),
                database.rows("select distinct clinical_version, tray_version from patients"));
    }

    @Test
    void aRenamedPatientsChangedAllergyRaisesTheClinicalVersion() throws SQLException {
        imported();
        List<String> before = database.rows(VERSIONS);
        hospital.replace("patients.csv", "Müller", "Meier")
                .replace("allergies.csv", "p1,PEANUT,ALLERGY", "p1,PEANUT,INTOLERANCE");

        imported();

        assertEquals(raised(before, "p1", 2), database.rows(VERSIONS));
    }

    @Test
    void anAllergyMissingFromTheFolderIsKept() throws SQLException {
        imported();
        hospital.line("allergies.csv", 2, "p1,FISH,ALLERGY,CONFIRMED,");

        assertEquals(new Table("allergies", 1, 0, 4, 1), imported().table("allergies"));
        assertEquals(
                List.of("1|PEANUT", "2|MILK", "3|null", "4|FISH"),
                database.rows(
                        "select line, allergen from allergies where patient_id = 'p1' order by line"));
    }

    @Test
    void whatTheFolderLacksIsKeptAndCounted() throws SQLException {
        imported();
        hospital.removeLine("tray_order_items.csv", 3)
                .removeLine("tray_orders.csv", 3)
                .removeLine("dislikes.csv", 2)
                .removeLine("meal_slots.csv", 5)
                .removeLine("recipes.csv", 6)
                .removeLine("tray_order_items.csv", 2);

        Imported imported = imported();

        assertEquals(new Table("tray_order_items", 0, 0, 2, 2), imported.table("tray_order_items"));
        assertEquals(new Table("tray_orders", 0, 0, 3, 1), imported.table("tray_orders"));
        assertEquals(new Table("dislikes", 0, 0, 1, 1), imported.table("dislikes"));
        assertEquals(new Table("recipes", 0, 0, 4, 1), imported.table("recipes"));
        // The drink now stands second, and the slot that is kept after it.
        assertEquals(new Table("meal_slots", 0, 1, 4, 1), imported.table("meal_slots"));
        assertEquals(
                List.of("entree|1", "drink|2", "dessert|3"),
                database.rows(
                        """
                        select slot, position from meal_slots
                        where meal_period = 'LUNCH' order by position
                        """));
    }

    @Test
    void timesAreTheFacilitysOwnUnlessTheyHaveAnOffset() throws SQLException {
        hospital.line(
                        "diet_orders.csv",
                        2,
                        "d1,e1,ORAL,ACTIVE,2026-03-29T02:30,2026-10-25T02:30,,,,,")
                .line(
                        "encounters.csv",
                        2,
                        "e1,p1,ADMITTED,,,,,2026-10-25T02:30+01:00,9999-12-31T23:59,");
        imported();

        assertEquals(
                List.of(
                        "2026-03-29 01:30:00+00|2026-10-25 00:30:00+00|2026-10-25 01:30:00+00"
                                + "|9999-12-31 22:59:00+00"),
                database.rows(
                        """
                        select d.starts_at at time zone 'UTC' || '+00',
                               d.ends_at at time zone 'UTC' || '+00',
                               e.admitted_at at time zone 'UTC' || '+00',
                               e.discharged_at at time zone 'UTC' || '+00'
                        from diet_orders d join encounters e on e.id = d.encounter_id
                        where d.id = 'd1'
                        """));
    }

    @Test
    void aTrayOrderThatIsCancelledMakesRoomForAnother() throws SQLException {
        imported();
        hospital.line("tray_orders.csv", 3, "t2,p1,2026-11-19,DINNER,DELIVERED")
                .line("tray_orders.csv", 4, "t3,p1,2026-11-19,DINNER,CANCELLED")
                .line("tray_orders.csv", 2, "t1,p1,2026-11-19,LUNCH,CANCELLED")
                .append("tray_orders.csv", "t9,p1,2026-11-19,LUNCH,PLACED");

        assertEquals(new Table("tray_orders", 1, 3, 1, 0), imported().table("tray_orders"));
    }

    @Test
    void aTrayOrderPlacedSinceIsNeitherDoubledNorOverwritten() throws SQLException {
        imported();
        placedByTrayline("u1", "p2", "LUNCH");
        List<String> before = state();
        hospital.append("tray_orders.csv", "t9,p2,2026-11-19,LUNCH,PLACED");

        Rejected rejected = assertInstanceOf(Rejected.class, run());

        assertEquals(
                List.of(
                        new BadRow(
                                "tray_orders.csv",
                                6,
                                "status",
                                "PLACED",
                                "must be the only live tray order of its patient, service date and"
                                        + " meal period; the database has u1")),
                rejected.first());
        assertEquals(before, state());
    }

    @Test
    void aTrayOrderOfTraylineIsNoneOfAnImport() throws SQLException {
        imported();
        placedByTrayline("u1", "p2", "LUNCH");

        Imported imported = imported();

        assertTrue(imported.nothingChanged());
        assertEquals(0, imported.table("tray_orders").kept());
        assertEquals(0, imported.table("tray_order_items").kept());
    }

    @Test
    void aTrayOrderOfTraylineFollowsTheFolderThatNamesIt() throws SQLException {
        imported();
        placedByTrayline("u1", "p2", "LUNCH");
        hospital.append("tray_orders.csv", "u1,p2,2026-11-19,LUNCH,DELIVERED");

        assertEquals(new Table("tray_orders", 0, 1, 4, 0), imported().table("tray_orders"));
        assertEquals(
                List.of("DELIVERED|t"),
                database.rows(
                        "select status, request_id is not null from tray_orders where id = 'u1'"));
    }

    @Test
    void aChangedItemRaisesTheTrayVersionOfItsPatient() throws SQLException {
        imported();
        List<String> before = database.rows(VERSIONS);
        hospital.line("tray_order_items.csv", 2, "t1,stew,entree")
                .append("tray_order_items.csv", "t4,oats,main");

        assertEquals(
                new Table("tray_order_items", 1, 1, 3, 0), imported().table("tray_order_items"));
        assertEquals(raised(raised(before, "p1", 3), "p2", 3), database.rows(VERSIONS));
        assertEquals(
                List.of(
                        "t1|{\"items\": [{\"entree\": \"fish\"}, {\"entree\": \"stew\"}]}",
                        "t4|{\"items\": [{}, {\"main\": \"oats\"}]}"),
                database.rows(
                        "select entity_id, change from audit_events where action = 'CHANGED'"
                                + " and entity = 'tray_orders' order by 1"));
    }

    /// The folder's own lunch of fish has one; what was placed since has another.
    @Test
    void portionsAreLeftThatNoTrayHasTaken() throws SQLException {
        imported();
        assertEquals(List.of("apple|3|1|2", "fish|1|1|0"), portions());
        placedByTrayline("u1", "p2", "LUNCH");
        database.execute("insert into tray_order_items values ('north', 'u1', 'dessert', 'apple')");
        hospital.replace("portions.csv", "apple,3", "apple,5");

        assertEquals(new Table("portions", 0, 1, 1, 0), imported().table("portions"));
        assertEquals(List.of("apple|5|2|3", "fish|1|1|0"), portions());
        assertTrue(imported().nothingChanged());
    }

    @Test
    void fewerPortionsThanWereOrderedLeaveLessThanNone() throws SQLException {
        hospital.replace("portions.csv", "fish,1", "fish,0");
        imported();
        assertEquals(List.of("apple|3|1|2", "fish|0|1|-1"), portions());
    }

    @Test
    void aFolderMayBeWithoutPortions() throws SQLException {
        hospital.delete("portions.csv");
        assertEquals(new Table("portions", 0, 0, 0, 0), imported().table("portions"));
    }

    private List<String> portions() {
        return database.rows(
                "select recipe_id, portions, taken, portions_left from portions order by 1");
    }

    @Test
    void theKitchenMayCloseLaterThanItServes() throws SQLException {
        hospital.content(
                "meal_periods.csv",
                """
                meal_period,opens_at,cut_off_at,serves_at,kcal_share,kitchen_closes_at
                BREAKFAST,05:00,07:00,08:00,0.3,
                LUNCH,09:00,11:00,12:00,0.35,14:00
                DINNER,15:00,17:00,18:00,0.35,
                """);
        imported();
        assertEquals(
                List.of("LUNCH|14:00:00"),
                database.rows(
                        "select meal_period, kitchen_closes_at from meal_periods"
                                + " where kitchen_closes_at is not null"));
    }

    @Test
    void aServeTimeThatAKeptMealPeriodHasIsRefused() throws SQLException {
        imported();
        hospital.removeLine("meal_periods.csv", 4)
                .line("meal_periods.csv", 3, "LUNCH,09:00,11:00,18:00,0.35")
                .removeLine("meal_slots.csv", 7)
                .content("tray_orders.csv", "id,patient_id,service_date,meal_period,status")
                .content("tray_order_items.csv", "tray_order_id,recipe_id,slot");

        Rejected rejected = assertInstanceOf(Rejected.class, run());

        assertEquals(
                "meal_periods.csv:3 serves_at \"18:00\"",
                rejected.toString().lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void aRejectedFolderChangesNothing() throws SQLException {
        imported();
        List<String> before = state();
        hospital.line("patients.csv", 2, "p1,M009,Other,Name,,NOT_ASSESSED")
                .append("tray_order_items.csv", "t1,none,entree");

        assertInstanceOf(Rejected.class, run());
        assertEquals(before, state());
    }

    @Test
    void whatOnlyTheDatabaseRefusesIsAConflictThatQuotesNoRow() throws SQLException {
        imported();
        database.execute(
                "alter table patients add constraint no_jones check (family_name <> 'Jones')");
        List<String> before = state();
        hospital.line("recipes.csv", 2, "oats,Porridge,CEREAL,,FOOD,,,,,,,,,,,,,,,,,")
                .line("patients.csv", 3, "p2,M002,Jones,Bo,,");

        HospitalFolderConflict conflict = assertThrows(HospitalFolderConflict.class, this::run);

        assertEquals(
                "the database refuses the hospital folder: SQL state 23514, table patients,"
                        + " constraint no_jones",
                conflict.getMessage());
        assertEquals(before, state());
    }

    @Test
    void anotherHospitalIsLeftAlone() throws SQLException {
        imported();
        hospital.replace("facility.csv", "north,North", "south,South");

        Imported south = imported();

        assertEquals(new Table("patients", 4, 0, 0, 0), south.table("patients"));
        assertEquals(
                List.of("north|4", "south|4"),
                database.rows("select facility_id, count(*) from patients group by 1 order by 1"));
    }

    @Test
    void theConnectionIsAsBefore() throws SQLException {
        try (Connection connection = database.connect()) {
            new ImportHospital().run(folder, connection);
            new ImportHospital().run(folder, connection);

            assertTrue(connection.getAutoCommit());
            assertEquals(
                    "",
                    connection
                            .getClientInfo("ApplicationName")
                            .replace("PostgreSQL JDBC Driver", ""));
        }
    }

    private Imported imported() throws SQLException {
        return assertInstanceOf(Imported.class, run());
    }

    private ImportReport run() throws SQLException {
        try (Connection connection = database.connect()) {
            return new ImportHospital().run(folder, connection);
        }
    }

    private void placedByTrayline(String id, String patientId, String mealPeriod) {
        database.execute(
                """
                with request as (
                    insert into tray_requests (
                        request_id, facility_id, patient_id, service_date, meal_period, source,
                        requested_at)
                    values (gen_random_uuid(), 'north', '%2$s', '2026-11-19', '%3$s', 'SCHEDULED', now())
                    returning *)
                insert into tray_orders (
                    facility_id, id, patient_id, service_date, meal_period, status, request_id)
                select 'north', '%1$s', patient_id, service_date, meal_period, 'PLACED', request_id
                from request
                """
                        .formatted(id, patientId, mealPeriod),
                "insert into tray_order_items values ('north', '%s', 'drink', 'water')"
                        .formatted(id));
    }

    /// All that an import may write: every row, its versions, and the audit trail.
    private List<String> state() {
        List<String> state = new java.util.ArrayList<>();
        for (HospitalFile file : HospitalFile.values()) {
            state.addAll(database.rows("select t::text from " + file.table() + " t order by 1"));
        }
        state.addAll(
                database.rows(
                        "select id, entity, entity_id, action from audit_events order by id"));
        return state;
    }

    /// @param column 2 for the clinical version, 3 for that of the trays
    private static List<String> raised(List<String> versions, String patientId, int column) {
        return versions.stream()
                .map(
                        row -> {
                            String[] columns = row.split("\\|", -1);
                            if (columns[1].equals(patientId)) {
                                columns[column] =
                                        String.valueOf(Long.parseLong(columns[column]) + 1);
                            }
                            return String.join("|", columns);
                        })
                .toList();
    }
}
