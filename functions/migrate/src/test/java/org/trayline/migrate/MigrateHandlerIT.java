package org.trayline.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;

class MigrateHandlerIT {
    private static final String INPUT =
            """
            {"schemaVersion": 1, "user": "postgres", "password": "any"}""";

    private static TestDatabase empty() {
        TestDatabase database = TestDatabase.create();
        database.execute("drop schema public cascade", "create schema public");
        return database;
    }

    private static String migrate(TestDatabase database) {
        return new Invocation(
                        new MigrateHandler(Settings.of(Map.of("DATABASE_URL", database.jdbcUrl()))))
                .answer(INPUT);
    }

    @Test
    void anEmptyDatabaseGetsTheSchemaAndTheSameAgainChangesNothing() throws Exception {
        TestDatabase database = empty();
        String first = migrate(database);
        int migrations =
                Integer.parseInt(
                        database.rows("select count(*) from flyway_schema_history where success")
                                .getFirst());
        assertTrue(migrations >= 7, first);
        assertTrue(first.contains("\"migrations\":" + migrations), first);
        String again = migrate(database);
        assertTrue(again.contains("\"migrations\":0"), again);
        assertEquals(version(first), version(again));
    }

    private static String version(String output) {
        return output.replaceFirst(".*\"version\":\"(\\w+)\".*", "$1");
    }

    /// A stack that is rolled back calls the release before with a schema that it does not know.
    @Test
    void aNewerSchemaIsLeftAsItIsAndOpenToTheApplication() throws Exception {
        TestDatabase database = empty();
        migrate(database);
        database.execute(
                """
                create table of_a_later_release (id int);
                insert into flyway_schema_history (installed_rank, version, description, type,
                    script, checksum, installed_by, execution_time, success)
                select max(installed_rank) + 1, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, true
                from flyway_schema_history
                """);
        String answer = migrate(database);
        assertTrue(answer.contains("\"migrations\":0"), answer);
        assertEquals("999", version(answer));
        assertEquals(
                List.of("t"),
                database.rows(
                        "select has_table_privilege('trayline', 'of_a_later_release', 'INSERT')"));
    }

    /// The functions' user writes rows; it changes no table and nothing of what was audited.
    @Test
    void theApplicationMayDoWhatItDoesAndNoMore() throws Exception {
        TestDatabase database = empty();
        migrate(database);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set role trayline");
            statement.execute("select count(*) from patients");
            statement.execute("select count(*) from audit_events");
            for (String forbidden :
                    List.of(
                            "create table more (id int)",
                            "drop table tray_orders",
                            "truncate tray_orders",
                            "delete from audit_events",
                            "update audit_events set action = 'CREATED'",
                            "select * from flyway_schema_history")) {
                SQLException refused =
                        assertThrows(SQLException.class, () -> statement.execute(forbidden));
                assertTrue(
                        List.of("42501", "42809").contains(refused.getSQLState()),
                        () -> forbidden + ": " + refused);
            }
        }
    }
}
