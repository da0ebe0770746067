package org.trayline.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.meal.order.StoreConflict;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.testdatabase.TestDatabase;

/// A failover as the driver sees it: a connection that says nothing any more, an address that is
/// another one, a primary that is a replica now. Each is noticed within seconds as a fault that the
/// workflow retries, and the next call finds the new primary.
class FailoverIT {
    /// Of the workflow's 30 s for a step.
    private static final Duration NOTICED = Duration.ofSeconds(12);

    private final TestDatabase database = TestDatabase.create();
    private final FailingOver proxy = new FailingOver(database.jdbcUrl());

    FailoverIT() throws IOException {}

    @AfterEach
    void close() {
        proxy.close();
    }

    private PostgresConnection connect(String host) {
        return new PostgresConnection(proxy.jdbcUrl(host), database.user(), "", "failover");
    }

    private static int ask(PostgresConnection connection) {
        return connection.call(sql -> sql.fetchSingle("select 1").into(Integer.class));
    }

    private static Duration noticed(PostgresConnection connection) {
        long start = System.nanoTime();
        assertThrows(StoreUnavailable.class, () -> ask(connection));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Three at once, since each takes seconds: a connection that falls silent, a server that
    /// accepts a connection and is silent, and the look-up of a name whose address is to be another
    /// one.
    @Test
    void silenceIsNoticedWithinSecondsAndTheNextCallConnectsAnew() throws Exception {
        try (PostgresConnection connected = connect("localhost");
                PostgresConnection unconnected = connect("localhost");
                FailingOver other = new FailingOver(database.jdbcUrl());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            ask(connected);
            proxy.silence();
            Future<Duration> fellSilent = threads.submit(() -> noticed(connected));
            Future<Duration> neverAnswered = threads.submit(() -> noticed(unconnected));
            Future<Integer> lookUps = threads.submit(() -> lookUps(other));

            Duration ofAnswer = fellSilent.get(30, TimeUnit.SECONDS);
            assertTrue(ofAnswer.compareTo(NOTICED) < 0, () -> "took " + ofAnswer);
            Duration ofLogin = neverAnswered.get(30, TimeUnit.SECONDS);
            assertTrue(ofLogin.toSeconds() < 7, () -> "took " + ofLogin);
            assertEquals(0, lookUps.get(30, TimeUnit.SECONDS), "the old address was used for ever");

            proxy.answer();
            assertEquals(1, ask(connected));
            assertEquals(1, ask(unconnected));
        }
    }

    /// In a process of its own: how long names are kept is decided by its first look-up.
    ///
    /// @return its exit status
    private int lookUps(FailingOver other) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountedLookUps.class.getName(),
                        other.jdbcUrl(CountedLookUps.DATABASE),
                        database.user())
                .inheritIO()
                .start()
                .waitFor();
    }

    @Test
    void aServerThatIsNoPrimaryIsNotConnectedTo() {
        try (PostgresConnection connection = connect("localhost")) {
            String name = database.rows("select current_database()").getFirst();
            database.execute("alter database " + name + " set default_transaction_read_only = on");
            assertThrows(StoreUnavailable.class, () -> ask(connection));
            // Each its own transaction.
            database.execute(
                    "set default_transaction_read_only = off",
                    "alter database " + name + " reset default_transaction_read_only");
            assertEquals(1, ask(connection));
        }
    }

    @Test
    void aPrimaryThatBecomesAReplicaIsLeft() {
        try (PostgresConnection connection = connect("localhost")) {
            int before = backend(connection);
            StoreUnavailable readOnly =
                    assertThrows(
                            StoreUnavailable.class,
                            () ->
                                    connection.call(
                                            sql -> {
                                                sql.execute(
                                                        "set default_transaction_read_only = on");
                                                return sql.execute(
                                                        "insert into facilities (id, name, time_zone)"
                                                                + " values ('f', 'F', 'UTC')");
                                            }));
            assertEquals("SQLSTATE 25006", readOnly.getMessage());
            assertTrue(backend(connection) != before, "the same connection");
        }
    }

    private static int backend(PostgresConnection connection) {
        return connection.call(
                sql -> sql.fetchSingle("select pg_backend_pid()").into(Integer.class));
    }

    private static void raise(PostgresConnection connection, String sqlState) {
        connection.call(
                sql ->
                        sql.execute(
                                "do $$ begin raise exception 'as told' using errcode = '%s'; end $$"
                                        .formatted(sqlState)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "53100, disk full",
        "53200, out of memory",
        "53300, too many connections",
        "57P01, shut down by an operator",
        "57P02, crashed",
        "57P03, is starting up",
        "57014, cancelled by a timeout",
        "25006, read-only",
        "40001, serialization failure",
        "40P01, deadlock",
        "55P03, lock not available",
        "58030, I/O error",
        "08006, connection failure"
    })
    void whatMayPassIsUnavailableAndTheNextCallConnectsAnew(String sqlState, String what) {
        try (PostgresConnection connection = connect("localhost")) {
            int before = backend(connection);
            StoreUnavailable fault =
                    assertThrows(StoreUnavailable.class, () -> raise(connection, sqlState), what);
            assertEquals("SQLSTATE " + sqlState, fault.getMessage());
            assertTrue(backend(connection) != before, "the same connection");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001"})
    void whatIsRefusedForGoodIsAConflictAndTheConnectionStays(String sqlState) {
        try (PostgresConnection connection = connect("localhost")) {
            int before = backend(connection);
            assertThrows(StoreConflict.class, () -> raise(connection, sqlState));
            assertEquals(List.of(before), List.of(backend(connection)));
        }
    }
}
