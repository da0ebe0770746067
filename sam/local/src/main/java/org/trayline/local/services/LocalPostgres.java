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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A real PostgreSQL whose data outlives the process, with fsync as in production.
public final class LocalPostgres implements AutoCloseable {
    public static final String USER = "postgres";

    private static final int PORT_LINE = 3;
    private static final Duration STALE_SERVER_STOPS = Duration.ofSeconds(10);

    private final EmbeddedPostgres postgres;
    private final int port;

    private LocalPostgres(EmbeddedPostgres postgres, int port) {
        this.postgres = postgres;
        this.port = port;
    }

    /// Starts it on data that may be there and brings the schema up to date.
    ///
    /// @param data the folder of the data; made where it is missing, as a copy of what the build
    ///     has migrated
    /// @param project the folder of the project, with its migrations
    /// @throws IllegalArgumentException where the data are of a version with other migrations
    public static LocalPostgres start(Path data, int port, Path project) throws IOException {
        if (Files.exists(data)) {
            stopStale(data);
        } else {
            copy(project.resolve("jooq-codegen/target/migrated"), data);
        }
        EmbeddedPostgres postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
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
            return started;
        } catch (FlywayException e) {
            postgres.close();
            throw new IllegalArgumentException(
                    "the data in %s are of another version: give --fresh or another --data"
                            .formatted(data),
                    e);
        }
    }

    /// Whole or not at all: an end in between leaves nothing that looks like data.
    private static void copy(Path migrated, Path data) throws IOException {
        Path part = Files.createDirectories(data.resolveSibling(data.getFileName() + ".part"));
        delete(part);
        try (Stream<Path> paths = Files.walk(migrated)) {
            for (Path path : paths.toList()) {
                Files.copy(path, part.resolve(migrated.relativize(path)), COPY_ATTRIBUTES);
            }
        }
        Files.move(part, data, ATOMIC_MOVE);
    }

    /// Deletes the data, after stopping a server that was left on it.
    public static void forget(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        stopStale(data);
        delete(data);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// A server whose process was killed may have left one behind on this data.
    private static void stopStale(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle server = ProcessHandle.of(pid).orElse(null);
        if (server != null && server.info().command().orElse("").endsWith("postgres")) {
            server.destroy();
            try {
                server.onExit().get(STALE_SERVER_STOPS.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                server.destroyForcibly();
            } catch (ExecutionException e) {
                throw new IOException("cannot stop the PostgreSQL that was left on " + data, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        Files.deleteIfExists(pidFile);
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
