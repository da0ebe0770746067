package org.trayline.store;

import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.StoreConflict;
import org.trayline.meal.order.StoreUnavailable;

/// The one connection of a function's environment, which serves one call at a time. Opened by the
/// first use and anew after a fault, so that a failover costs one failed call.
///
/// A failover gives the database's name another address and leaves the old one silent, or answering
/// as a replica: so names are looked up often, nothing is waited for beyond some seconds, and only
/// a primary is talked to
/// (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html).
public final class PostgresConnection implements AutoCloseable {
    private static final String URL = "DATABASE_URL";
    private static final String USER = "DATABASE_USER";
    private static final String PASSWORD = "DATABASE_PASSWORD";

    static {
        // In seconds. Read by the process's first look-up of a name, and never again.
        Security.setProperty("networkaddress.cache.ttl", "5");
    }

    private final String url;
    private final Properties properties;
    private @Nullable Connection connection;
    private @Nullable DSLContext sql;

    /// The database that the environment names by DATABASE_URL, DATABASE_USER and
    /// DATABASE_PASSWORD.
    ///
    /// @param settings the values of those names
    public static PostgresConnection of(
            Function<String[], Map<String, String>> settings, String clientName) {
        Map<String, String> values = settings.apply(new String[] {URL, USER, PASSWORD});
        return new PostgresConnection(
                values.getOrDefault(URL, ""),
                values.getOrDefault(USER, ""),
                values.getOrDefault(PASSWORD, ""),
                clientName);
    }

    /// @param url `jdbc:postgresql://host:port/database`
    /// @param clientName what the database's audit calls this client
    public PostgresConnection(String url, String user, String password, String clientName) {
        this.url = url;
        this.properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", clientName);
        properties.setProperty("connectTimeout", "3");
        // All of it: a server may accept a connection and then say nothing.
        properties.setProperty("loginTimeout", "5");
        // Of one answer; the longest statement, an opening of a large hospital, takes a second.
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("targetServerType", "primary");
    }

    /// Runs statements, each its own transaction.
    ///
    /// @throws StoreUnavailable where the same call may go through later
    /// @throws StoreConflict where a constraint refuses it
    synchronized <T> T call(Function<DSLContext, T> statements) {
        try {
            return statements.apply(open());
        } catch (SQLException e) {
            close();
            throw new StoreUnavailable("cannot connect: SQLSTATE " + e.getSQLState(), e);
        } catch (DataAccessException e) {
            throw fault(e);
        }
    }

    /// Opened where it is not open.
    private DSLContext open() throws SQLException {
        DSLContext opened = sql;
        if (opened == null || connection == null || connection.isClosed()) {
            connection = DriverManager.getConnection(url, properties);
            opened = DSL.using(connection, SQLDialect.POSTGRES);
            sql = opened;
        }
        return opened;
    }

    /// By the class of the SQLSTATE (PostgreSQL, appendix A).
    private RuntimeException fault(DataAccessException e) {
        String state = e.sqlState();
        return switch (state.substring(0, Math.min(2, state.length()))) {
            // Constraint violations and values that do not fit.
            case "22", "23" -> new StoreConflict("SQLSTATE " + state, e);
            // Connection lost, read-only after a failover, rolled back, out of resources, in use,
            // timed out or stopped by an operator, I/O error; "00" is what jOOQ says where the
            // driver says nothing.
            case "00", "08", "25", "40", "53", "55", "57", "58", "" -> {
                close();
                yield new StoreUnavailable("SQLSTATE " + state, e);
            }
            default -> e;
        };
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It was broken already: that is why it is closed.
        } finally {
            connection = null;
            sql = null;
        }
    }
}
