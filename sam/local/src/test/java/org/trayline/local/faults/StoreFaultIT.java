package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL breaks in the middle of a lunch and comes back within the minutes for which the
/// workflow retries: nobody has to do anything, nothing lies on the DLQ.
class StoreFaultIT {
    @TempDir static Path folder;
    private static Ward ward;

    @BeforeAll
    static void start() throws Exception {
        ward = new Ward(folder, Ward.HURRIED);
    }

    @AfterAll
    static void stop() throws Exception {
        ward.close();
    }

    private static void serve(int day, Ward.Fault fault) throws Exception {
        LocalDate date = Ward.day(day);
        ward.serve(date, fault);
        assertEquals(0, ward.plant.deadLetters(), "messages on the DLQ");
        assertEquals(
                List.of("COMPLETED"),
                ward.plant.rows(
                        "select distinct status from tray_requests where service_date = '%s'"
                                .formatted(date)));
    }

    private static ProcessHandle postgres() throws Exception {
        return Signal.processOf(ward.plant.data().resolve("postgresql/postmaster.pid"));
    }

    /// Real time in which a real outage of a minute and a half passes for the workflow.
    private static void awaitRetries() throws InterruptedException {
        Thread.sleep(90_000 / HurriedClock.TIMES);
    }

    @Test
    void killedAndStartedAgain() throws Exception {
        serve(
                1,
                () -> {
                    Signal.KILL.send(postgres());
                    ward.plant.stopPostgres();
                    awaitRetries();
                    ward.plant.startPostgres();
                });
    }

    @Test
    void allConnectionsCutAgainAndAgain() throws Exception {
        serve(
                2,
                () -> {
                    for (int i = 0; i < 20; i++) {
                        ward.plant.execute(
                                "select pg_terminate_backend(pid) from pg_stat_activity"
                                        + " where pid <> pg_backend_pid()"
                                        + " and backend_type = 'client backend'");
                    }
                });
    }

    @Test
    void diskFull() throws Exception {
        serve(
                3,
                () -> {
                    ward.plant.execute(
                            """
                            create function no_space() returns trigger language plpgsql as $$
                            begin
                                raise exception 'could not extend file: No space left on device'
                                    using errcode = 'disk_full';
                            end $$""");
                    // Table by table: a lock on both is what the functions may be waiting with.
                    ward.plant.execute(
                            """
                            create trigger no_space before insert on tray_orders
                                for each row execute function no_space()""");
                    ward.plant.execute(
                            """
                            create trigger no_space before update on tray_requests
                                for each row execute function no_space()""");
                    awaitRetries();
                    ward.plant.execute("drop trigger no_space on tray_orders");
                    ward.plant.execute("drop trigger no_space on tray_requests");
                    ward.plant.execute("drop function no_space");
                });
    }

    @Test
    void readOnlyAsAfterAFailover() throws Exception {
        serve(
                4,
                () -> {
                    ward.plant.execute("alter system set default_transaction_read_only = on");
                    ward.plant.execute("select pg_reload_conf()");
                    awaitRetries();
                    ward.plant.execute("alter system reset default_transaction_read_only");
                    ward.plant.execute("select pg_reload_conf()");
                });
    }

    @Test
    void silentForTenSeconds() throws Exception {
        serve(
                5,
                () -> {
                    ProcessHandle postgres = postgres();
                    Signal.STOP.sendToAll(postgres);
                    Thread.sleep(10_000);
                    Signal.CONT.sendToAll(postgres);
                });
    }
}
