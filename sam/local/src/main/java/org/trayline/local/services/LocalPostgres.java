package org.trayline.local.services;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A real PostgreSQL whose data outlives the process, with fsync as in production.
public final class LocalPostgres implements AutoCloseable {
    public static final String USER = "postgres";
    private static final String APPLICATION =
            "functions/migrate/src/main/resources/org/trayline/migrate/application.sql";

    private static final int PORT_LINE = 3;
    private static final String SERVER = "/postgres";
    private static final List<String> PROGRAMS = List.of(SERVER, "/pg_ctl", "/unshare");

    private final EmbeddedPostgres postgres;
    private final int port;

    private LocalPostgres(EmbeddedPostgres postgres, int port) {
        this.postgres = postgres;
        this.port = port;
    }

    /// Starts it on data that may be there and brings the schema up to date.
    ///
    /// @param data the folder of the data; where it is missing it is made as a copy of what the
    ///     build has migrated
    /// @param project the folder of the project, with its migrations
    /// @throws IllegalArgumentException where the data are of a version with other migrations
    public static LocalPostgres start(Path data, int port, Path project) throws IOException {
        stopLeft(data);
        if (!Files.exists(data)) {
            copy(project.resolve("jooq-codegen/target/migrated"), data);
        }
        EmbeddedPostgres postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data.toAbsolutePath())
                        .setCleanDataDirectory(false)
                        .setPort(port)
                        // The library's own defaults are for tests: they may lose what was
                        // committed.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("shared_buffers", "128MB")
                        .setServerConfig("timezone", "UTC")
                        .start();
        LocalPostgres started = new LocalPostgres(postgres, port);
        try {
            Flyway.configure()
                    .dataSource(started.url(), USER, "")
                    .locations("filesystem:" + project.resolve("schema/migrations"))
                    .load()
                    .migrate();
            started.open(project.resolve(APPLICATION));
            return started;
        } catch (FlywayException e) {
            postgres.close();
            throw new IllegalArgumentException(
                    "the data in %s are of another version: give --fresh or another --data"
                            .formatted(data),
                    e);
        }
    }

    /// Opens the tables to the functions' user, as a deployment does.
    private void open(Path sql) throws IOException {
        try (Connection connection = connect("migrate");
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(sql));
        } catch (SQLException e) {
            close();
            throw new IOException(e);
        }
    }

    /// Whole or not at all: an end in between leaves nothing that looks like data.
    private static void copy(Path migrated, Path data) throws IOException {
        Path part = data.resolveSibling(data.getFileName() + ".part");
        delete(part);
        Files.createDirectories(data.getParent());
        try (Stream<Path> paths = Files.walk(migrated)) {
            for (Path path : paths.toList()) {
                Files.copy(path, part.resolve(migrated.relativize(path)), COPY_ATTRIBUTES);
            }
        }
        Files.move(part, data, ATOMIC_MOVE);
    }

    /// Deletes the data, after stopping a server that was left on it.
    public static void forget(Path data) throws IOException {
        stopLeft(data);
        delete(data);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /// Stops what a process that was killed has left on this data: a server, or what was to stop
    /// it. Its files are left to the next server, which knows whether they are still in use.
    public static void stopLeft(Path data) throws IOException {
        String folder = data.toAbsolutePath().toString();
        for (List<LeftProcess> left = on(folder); !left.isEmpty(); left = on(folder)) {
            for (LeftProcess process : left) {
                List<LeftProcess> children =
                        process.process().descendants().map(LeftProcess::new).toList();
                if (process.command().endsWith(SERVER)) {
                    process.stop();
                } else {
                    process.kill();
                }
                // What pg_ctl has started is a server, or about to become one.
                for (LeftProcess child : children) {
                    child.stop();
                }
            }
        }
    }

    private static List<LeftProcess> on(String folder) {
        return ProcessHandle.allProcesses()
                .map(LeftProcess::new)
                .filter(process -> isOn(folder, process))
                .toList();
    }

    private static boolean isOn(String folder, LeftProcess process) {
        return PROGRAMS.stream().anyMatch(process.command()::endsWith)
                && Arrays.asList(process.process().info().arguments().orElse(new String[0]))
                        .contains(folder);
    }

    public String url() {
        return url(port);
    }

    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    /// @param clientName what the audit calls this client
    public Connection connect(String clientName) throws SQLException {
        return connect(port, clientName);
    }

    /// To the server of another process, on this machine.
    public static Connection connect(int port, String clientName) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("ApplicationName", clientName);
        return DriverManager.getConnection(url(port), properties);
    }

    /// Where the server listens that is running on this data, by what it says itself; empty where
    /// none is.
    public static OptionalInt portOf(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            // The fourth line of postmaster.pid is the port; it is there once the server starts.
            return lines.size() > PORT_LINE
                    ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                    : OptionalInt.empty();
        } catch (NoSuchFileException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
