package org.trayline.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.trayline.kit.Versioned;

/// Runs the migrations that the database lacks, and opens the tables to the application's user. The
/// same again changes nothing.
final class Migrate {
    private static final String APPLICATION = "application.sql";

    /// @param user who owns the schema
    /// @param password of that user
    record Input(int schemaVersion, String user, String password) implements Versioned {}

    /// @param version of the schema now
    /// @param migrations that were run
    record Output(int schemaVersion, String version, int migrations) {}

    private final String url;

    /// @param url JDBC's
    Migrate(String url) {
        this.url = url;
    }

    Output run(Input input) {
        MigrateResult result =
                Flyway.configure(Migrate.class.getClassLoader())
                        .dataSource(url, input.user(), input.password())
                        .locations("classpath:org/trayline/migrate/migrations")
                        .load()
                        .migrate();
        open(input);
        String version =
                Objects.requireNonNullElse(result.targetSchemaVersion, result.initialSchemaVersion);
        return new Output(
                Versioned.KNOWN,
                Objects.requireNonNullElse(version, "none"),
                result.migrationsExecuted);
    }

    private void open(Input input) {
        try (Connection connection =
                        DriverManager.getConnection(url, input.user(), input.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the tables are not open to the application: SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static String sql() {
        try (InputStream sql = Migrate.class.getResourceAsStream(APPLICATION)) {
            return new String(
                    Objects.requireNonNull(sql, APPLICATION).readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
