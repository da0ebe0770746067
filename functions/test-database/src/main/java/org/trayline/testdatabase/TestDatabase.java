package org.trayline.testdatabase;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A database of its own for one test, with the schema and no rows. One PostgreSQL server serves
/// all tests of a JVM; a database is a copy of a migrated template, which takes a few milliseconds.
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /// An empty, migrated database that no other test sees.
    public static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        Server.execute("create database " + name + " template postgres strategy file_copy");
        return new TestDatabase(name);
    }

    /// What a function is told of a database that lets everybody in.
    ///
    /// @param url JDBC's
    /// @param others names and values of what it is told besides
    public static Map<String, String> environment(String url, String... others) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("DATABASE_URL", url);
        environment.put("DATABASE_USER", "postgres");
        environment.put("AUTH", "PASSWORD");
        environment.put("DATABASE_PASSWORD", "unused");
        for (int i = 0; i + 1 < others.length; i += 2) {
            environment.put(others[i], others[i + 1]);
        }
        return environment;
    }

    public String jdbcUrl() {
        return Server.url(name);
    }

    public String user() {
        return "postgres";
    }

    /// A new connection; the caller closes it.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user(), "");
    }

    /// Runs statements that return nothing, each in its own transaction.
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The rows of a query, each as its columns' texts joined by `|`, NULL as `null`.
    public List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Started by the first test that needs it, on a copy of what the build migrated; ends with the
    /// JVM.
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path data = Files.createTempDirectory("test-database").resolve("data");
                copy(migrated(), data);
                EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder()
                                .setDataDirectory(data)
                                .setCleanDataDirectory(false)
                                .setRegisterShutdownHook(false)
                                .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, data)));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(EmbeddedPostgres postgres, Path data) {
            try {
                postgres.close();
                try (Stream<Path> paths = Files.walk(data.getParent())) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void copy(Path from, Path to) throws IOException {
            try (Stream<Path> paths = Files.walk(from)) {
                for (Path path : paths.toList()) {
                    Files.copy(path, to.resolve(from.relativize(path)), COPY_ATTRIBUTES);
                }
            }
        }

        private static String url(String database) {
            return POSTGRES.getJdbcUrl("postgres", database);
        }

        /// By way of a database that is never copied: one in use cannot be.
        private static synchronized void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(url("template1"));
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /// What `jooq-codegen` left, from whichever module of the project the tests run in.
        private static Path migrated() {
            for (Path folder = Path.of("").toAbsolutePath();
                    folder != null;
                    folder = folder.getParent()) {
                Path migrated = folder.resolve("jooq-codegen/target/migrated");
                if (Files.isDirectory(migrated)) {
                    return migrated;
                }
            }
            throw new IllegalStateException(
                    "no jooq-codegen/target/migrated above " + Path.of("").toAbsolutePath());
        }
    }
}
