package org.trayline.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between one client and PostgreSQL and counts the round trips: the messages after which
/// the client waits, Sync and Query, of the
/// [protocol](https://www.postgresql.org/docs/current/protocol-message-formats.html).
final class CountingProxy implements AutoCloseable {
    private static final int PROTOCOL_3 = 3;

    private final ServerSocket listener;
    private final URI server;
    private final AtomicInteger roundTrips = new AtomicInteger();

    CountingProxy(String jdbcUrl) throws IOException {
        this.server = URI.create(jdbcUrl.substring("jdbc:".length()));
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:%d%s"
                .formatted(listener.getLocalPort(), server.getPath());
    }

    int roundTrips() {
        return roundTrips.get();
    }

    private void serve() {
        try (Socket client = listener.accept();
                Socket postgres = new Socket(server.getHost(), server.getPort())) {
            Thread answers =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            postgres.getInputStream()
                                                    .transferTo(client.getOutputStream());
                                        } catch (IOException e) {
                                            // One of the two has gone: nothing more to pass on.
                                        }
                                    });
            pass(
                    new DataInputStream(client.getInputStream()),
                    new DataOutputStream(postgres.getOutputStream()));
            postgres.shutdownOutput();
            answers.join();
        } catch (IOException e) {
            // The client has gone without a word.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(DataInputStream from, DataOutputStream to) throws IOException {
        boolean started = false;
        while (true) {
            int type = started ? from.read() : 0;
            if (type < 0) {
                return;
            }
            int length = from.readInt();
            byte[] body = from.readNBytes(length - Integer.BYTES);
            if (started) {
                to.writeByte(type);
            } else {
                // Asks for encryption come first and are no start.
                started = body[1] == PROTOCOL_3;
            }
            if (type == 'S' || type == 'Q') {
                roundTrips.incrementAndGet();
            }
            to.writeInt(length);
            to.write(body);
            to.flush();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
