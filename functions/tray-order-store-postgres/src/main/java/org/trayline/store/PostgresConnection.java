package org.trayline.store;

import java.net.URI;
import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.order.StoreConflict;
import org.trayline.meal.order.StoreUnavailable;

/// The one connection of a function's environment, which serves one call at a time. Opened by the
/// first use and anew after a fault, so that a failover costs one failed call; opened once and
/// closed before a snapshot is taken (SnapStart), so that none outlives a restore.
///
/// A failover gives the database's name another address and leaves the old one silent, or answering
/// as a replica: so names are looked up often, nothing is waited for beyond some seconds, and only
/// a primary is talked to
/// (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html).
public final class PostgresConnection implements AutoCloseable, Resource {
    private static final String URL = "DATABASE_URL";
    private static final String USER = "DATABASE_USER";
    private static final String AUTH = "AUTH";
    private static final String PASSWORD = "DATABASE_PASSWORD";

    static {
        // In seconds. Read by the process's first look-up of a name, and never again.
        Security.setProperty("networkaddress.cache.ttl", "5");
    }

    private final String url;
    private final Properties properties;
    private final Supplier<String> password;
    private @Nullable Connection connection;
    private @Nullable DSLContext sql;

    /// Signs a password that lets a user in for the next minutes.
    public interface Signer {
        String sign(String host, int port, String user);
    }

    /// The database that the environment names by DATABASE_URL and DATABASE_USER. AUTH says how to
    /// log in: PASSWORD, with DATABASE_PASSWORD, or IAM, with a new signature for each connection
    /// and only by a TLS connection to the very host that was signed for.
    ///
    /// @param settings the values of those names
    /// @throws IllegalArgumentException where AUTH is neither
    public static PostgresConnection of(
            Function<String[], Map<String, String>> settings, Signer signer, String clientName) {
        Map<String, String> values = settings.apply(new String[] {URL, USER, AUTH, PASSWORD});
        String url = values.getOrDefault(URL, "");
        String user = values.getOrDefault(USER, "");
        String auth = values.getOrDefault(AUTH, "");
        PostgresConnection connection =
                switch (auth) {
                    case "PASSWORD" ->
                            new PostgresConnection(
                                    url, user, values.getOrDefault(PASSWORD, ""), clientName);
                    case "IAM" -> signing(url, user, signer, clientName);
                    default ->
                            throw new IllegalArgumentException(
                                    "AUTH is IAM or PASSWORD, not " + auth);
                };
        Core.getGlobalContext().register(connection);
        return connection;
    }

    private static PostgresConnection signing(
            String url, String user, Signer signer, String clientName) {
        URI address = URI.create(url.substring("jdbc:".length()));
        PostgresConnection connection =
                new PostgresConnection(
                        url,
                        user,
                        () -> signer.sign(address.getHost(), address.getPort(), user),
                        clientName);
        connection.properties.setProperty("sslmode", "verify-full");
        // The JDK's certificates: Lambda's runtimes bring those of RDS with them.
        connection.properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        return connection;
    }

    /// @param url `jdbc:postgresql://host:port/database`
    /// @param clientName what the database's audit calls this client
    public PostgresConnection(String url, String user, String password, String clientName) {
        this(url, user, () -> password, clientName);
    }

    private PostgresConnection(
            String url, String user, Supplier<String> password, String clientName) {
        this.url = url;
        this.password = password;
        this.properties = new Properties();
        properties.setProperty("user", user);
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

    /// What needs the connection itself.
    public interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    /// Has the connection used, in whatever transactions that takes.
    ///
    /// @throws StoreUnavailable where it may go through later
    public synchronized <T> T use(Use<T> use) {
        try {
            open();
            return use.with(Objects.requireNonNull(connection));
        } catch (SQLException e) {
            close();
            throw new StoreUnavailable("SQLSTATE " + e.getSQLState(), e);
        }
    }

    /// Opened where it is not open.
    private DSLContext open() throws SQLException {
        DSLContext opened = sql;
        if (opened == null || connection == null || connection.isClosed()) {
            properties.setProperty("password", password.get());
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

    /// Loads and warms up what a connection takes. At the first deployment there is no database:
    /// then the first call does it.
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            call(statements -> statements.selectOne().fetch());
        } catch (RuntimeException e) {
            // As said above; a deployment does not fail for that.
        } finally {
            close();
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        close();
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
