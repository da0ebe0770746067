package org.trayline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.trayline.local.services.LocalPostgres;
import org.trayline.store.PostgresConnection;

/// The PostgreSQL of a data folder: that of the run that is using the folder, or else one that is
/// started on it until this is closed.
final class OpenedData implements AutoCloseable {
    private final int port;
    private final @Nullable LocalPostgres started;
    private final DataLock lock;
    private final List<PostgresConnection> opened = new ArrayList<>();

    private OpenedData(int port, @Nullable LocalPostgres started, DataLock lock) {
        this.port = port;
        this.started = started;
        this.lock = lock;
    }

    /// @param portBase as for a run, where PostgreSQL has to be started
    /// @throws Refused where no run has written anything there
    static OpenedData open(Path project, Path data, int portBase) throws IOException {
        Path postgresql = data.resolve("postgresql");
        if (!Files.isDirectory(postgresql)) {
            throw new Refused(
                    "there are no tray orders in %s: serve a meal first, or give another --data"
                            .formatted(data));
        }
        DataLock lock = DataLock.take(data);
        try {
            if (!lock.isHeld()) {
                return new OpenedData(portOfRun(data, postgresql), null, lock);
            }
            int port = Ports.from(portBase).postgres();
            LocalPostgres started = LocalPostgres.start(postgresql, port, project);
            return new OpenedData(port, started, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static int portOfRun(Path data, Path postgresql) throws IOException {
        OptionalInt port = LocalPostgres.portOf(postgresql);
        if (port.isEmpty()) {
            throw new Refused(
                    "the run that is using %s is just starting or ending: try again"
                            .formatted(data));
        }
        return port.getAsInt();
    }

    /// @param clientName what the audit calls this client
    Connection connect(String clientName) throws SQLException {
        return LocalPostgres.connect(port, clientName);
    }

    /// For the ports; closed with this.
    PostgresConnection postgres(String clientName) {
        PostgresConnection connection =
                new PostgresConnection(LocalPostgres.url(port), LocalPostgres.USER, "", clientName);
        opened.add(connection);
        return connection;
    }

    @Override
    public void close() throws IOException {
        opened.forEach(PostgresConnection::close);
        try (lock) {
            if (started != null) {
                started.close();
            }
        }
    }
}
