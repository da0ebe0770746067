package org.trayline.testdatabase;

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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

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
        Server.execute("create database " + name + " template migrated strategy file_copy");
        return new TestDatabase(name);
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

    /// Started by the first test that needs it; ends with the JVM.
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                try (Connection connection =
                                DriverManager.getConnection(
                                        postgres.getJdbcUrl("postgres", "postgres"));
                        Statement statement = connection.createStatement()) {
                    statement.execute("create database migrated");
                }
                Flyway.configure()
                        .dataSource(postgres.getJdbcUrl("postgres", "migrated"), "postgres", "")
                        .locations("filesystem:" + migrations())
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String url(String database) {
            return POSTGRES.getJdbcUrl("postgres", database);
        }

        private static synchronized void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(url("postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /// The project's `schema/migrations`, from whichever module's folder the tests run in.
        private static Path migrations() {
            for (Path folder = Path.of("").toAbsolutePath();
                    folder != null;
                    folder = folder.getParent()) {
                Path migrations = folder.resolve("schema/migrations");
                if (Files.isDirectory(migrations)) {
                    return migrations;
                }
            }
            throw new IllegalStateException(
                    "no schema/migrations above " + Path.of("").toAbsolutePath());
        }
    }
}
