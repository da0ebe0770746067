package org.trayline.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Stands between clients and PostgreSQL and may fall silent, as the host of a database does that
/// is gone: connections stay, new ones are accepted, and nothing is ever said.
final class FailingOver implements AutoCloseable {
    private static final long POLL_NANOS = 5_000_000;

    private final ServerSocket listener;
    private final URI server;
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private volatile boolean silent;

    FailingOver(String jdbcUrl) throws IOException {
        this.server = URI.create(jdbcUrl.substring("jdbc:".length()));
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// @param host a name of this machine
    String jdbcUrl(String host) {
        return "jdbc:postgresql://%s:%d%s"
                .formatted(host, listener.getLocalPort(), server.getPath());
    }

    void silence() {
        silent = true;
    }

    /// For connections that are made from now on.
    void answer() {
        silent = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.put(client, true);
                if (!silent) {
                    Socket postgres = new Socket(server.getHost(), server.getPort());
                    open.put(postgres, true);
                    Thread.ofVirtual().start(() -> pass(client, postgres));
                    Thread.ofVirtual().start(() -> pass(postgres, client));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try {
            for (int n = from.getInputStream().read(bytes);
                    n >= 0;
                    n = from.getInputStream().read(bytes)) {
                if (silent) {
                    // Of what was under way, nothing arrives any more.
                    while (!from.isClosed()) {
                        LockSupport.parkNanos(POLL_NANOS);
                    }
                    return;
                }
                to.getOutputStream().write(bytes, 0, n);
            }
            to.close();
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open.keySet()) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
