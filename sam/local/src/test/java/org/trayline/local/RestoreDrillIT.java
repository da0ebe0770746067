package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.importhospital.ImportHospital;

/// The database's part of `sam/RESTORE.md`, on the engine that RDS runs: a base backup, the
/// write-ahead log since, and a point in time just before somebody deleted what he should not have.
final class RestoreDrillIT {
    private static final Path PROJECT = Runs.project();
    private static final Duration ARCHIVED_WITHIN = Duration.ofSeconds(30);

    /// What a running server keeps in its folder and a backup leaves out (PostgreSQL, "Making a
    /// Base Backup Using the Low Level API").
    private static final Set<String> NOT_COPIED = Set.of("pg_wal", "postmaster.pid");

    @Test
    void aDatabaseComesBackAsItWasAtAPointInTime(@TempDir Path folder) throws Exception {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Path restored = folder.resolve("restored");
        String patients;
        String pointInTime;
        try (EmbeddedPostgres postgres = archiving(folder.resolve("data"));
                Connection connection = connect(postgres)) {
            execute(
                    connection,
                    "alter system set archive_command = 'cp %%p %s/%%f'".formatted(archive));
            one(connection, "select pg_reload_conf()");
            migrate(postgres);
            backUp(connection, folder.resolve("data"), restored);
            // After the backup: only the log has it.
            new ImportHospital().run(PROJECT.resolve("schema/demo"), connection);
            patients = one(connection, "select count(*) from patients");
            pointInTime = one(connection, "select clock_timestamp()");
            execute(connection, "truncate patients cascade");
            assertEquals("0", one(connection, "select count(*) from patients"));
            archiveAll(connection);
        }
        try (EmbeddedPostgres postgres = recovered(restored, archive, pointInTime);
                Connection connection = connect(postgres)) {
            await(connection, "select not pg_is_in_recovery()");
            assertEquals(patients, one(connection, "select count(*) from patients"));
            assertTrue(Integer.parseInt(patients) > 0, patients);
            // It takes orders again.
            execute(connection, "update facilities set name = name");
        }
    }

    private static EmbeddedPostgres archiving(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("wal_level", "replica")
                .setServerConfig("archive_mode", "on")
                .start();
    }

    private static EmbeddedPostgres recovered(Path data, Path archive, String pointInTime)
            throws IOException {
        Files.createFile(data.resolve("recovery.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                """
                restore_command = 'cp %s/%%f %%p'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                """
                        .formatted(archive, pointInTime));
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    private static void migrate(EmbeddedPostgres postgres) {
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("filesystem:" + PROJECT.resolve("schema/migrations"))
                .load()
                .migrate();
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
    }

    /// The session that starts a backup has to stop it.
    private static void backUp(Connection connection, Path data, Path backup)
            throws IOException, SQLException {
        one(connection, "select pg_backup_start('drill', true)");
        copy(data, backup);
        String label = one(connection, "select labelfile from pg_backup_stop()");
        Files.writeString(backup.resolve("backup_label"), label);
        Files.createDirectories(backup.resolve("pg_wal"));
        Files.setPosixFilePermissions(backup, PosixFilePermissions.fromString("rwx------"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
                            throws IOException {
                        if (NOT_COPIED.contains(folder.getFileName().toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(folder)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        if (!NOT_COPIED.contains(file.getFileName().toString())) {
                            Files.copy(file, to.resolve(from.relativize(file)));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void archiveAll(Connection connection) throws SQLException {
        String last = one(connection, "select pg_walfile_name(pg_current_wal_insert_lsn())");
        one(connection, "select pg_switch_wal()");
        await(
                connection,
                "select coalesce(last_archived_wal >= '%s', false) from pg_stat_archiver"
                        .formatted(last));
    }

    private static void await(Connection connection, String condition) throws SQLException {
        long deadline = System.nanoTime() + ARCHIVED_WITHIN.toNanos();
        while (!one(connection, condition).equals("t")) {
            assertTrue(System.nanoTime() < deadline, () -> "not within 30 s: " + condition);
            one(connection, "select pg_sleep(0.05)");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next(), sql);
            return String.valueOf(rows.getString(1));
        }
    }
}
