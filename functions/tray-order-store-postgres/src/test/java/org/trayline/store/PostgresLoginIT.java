package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.testdatabase.TestDatabase;

class PostgresLoginIT {
    private static PostgresConnection connection(
            String url, String auth, String name, PostgresConnection.Signer signer) {
        Map<String, String> environment =
                Map.of(
                        "DATABASE_URL",
                        url,
                        "DATABASE_USER",
                        "postgres",
                        "DATABASE_PASSWORD",
                        "any",
                        "AUTH",
                        auth);
        return PostgresConnection.of(
                names -> {
                    Map<String, String> values = new TreeMap<>(environment);
                    values.keySet().retainAll(List.of(names));
                    return values;
                },
                signer,
                name);
    }

    /// A server that offers no TLS gets no password, and a signature is never used twice.
    @Test
    void everyConnectionIsSignedForAnewAndGoesByTls() {
        List<String> signed = new ArrayList<>();
        PostgresConnection connection =
                connection(
                        TestDatabase.create().jdbcUrl().replaceFirst("[?].*", ""),
                        "IAM",
                        "signed",
                        (host, port, user) -> {
                            signed.add(host + " " + user);
                            return "password";
                        });
        for (int attempt = 1; attempt <= 2; attempt++) {
            StoreUnavailable refused =
                    assertThrows(
                            StoreUnavailable.class,
                            () -> connection.call(sql -> sql.selectOne().fetch()));
            assertTrue(
                    String.valueOf(refused.getCause()).contains("SSL"),
                    () -> String.valueOf(refused.getCause()));
        }
        assertEquals(List.of("localhost postgres", "localhost postgres"), signed);
    }

    @Test
    void aWayToLogInThatIsNotKnownIsNamed() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> connection("jdbc:postgresql://h:1/d", "TOKEN", "n", (h, p, u) -> ""));
        assertEquals("AUTH is IAM or PASSWORD, not TOKEN", refused.getMessage());
    }

    /// What a snapshot holds is restored on many machines: a connection would be used by all.
    @Test
    void noConnectionOutlivesASnapshot() {
        TestDatabase database = TestDatabase.create();
        PostgresConnection connection =
                connection(database.jdbcUrl(), "PASSWORD", "snapshot", (h, p, u) -> "");
        connection.call(sql -> sql.selectOne().fetch());
        assertEquals(1, open(database));
        connection.beforeCheckpoint(Core.getGlobalContext());
        // The server notices a little later that its client has gone.
        for (int look = 0; look < 1000 && open(database) > 0; look++) {
            database.rows("select pg_sleep(0.01)");
        }
        assertEquals(0, open(database));
        connection.afterRestore(Core.getGlobalContext());
        connection.call(sql -> sql.selectOne().fetch());
        assertEquals(1, open(database));
        connection.close();
    }

    /// At the first deployment functions are there before the database is.
    @Test
    void aDatabaseThatIsNotThereYetFailsNoSnapshot() {
        PostgresConnection connection =
                connection("jdbc:postgresql://127.0.0.1:1/none", "PASSWORD", "n", (h, p, u) -> "");
        connection.beforeCheckpoint(Core.getGlobalContext());
        assertThrows(StoreUnavailable.class, () -> connection.call(sql -> sql.selectOne().fetch()));
    }

    private static int open(TestDatabase database) {
        return Integer.parseInt(
                database.rows(
                                "select count(*) from pg_stat_activity where application_name ="
                                        + " 'snapshot'")
                        .getFirst());
    }
}
