package org.trayline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Where each service listens, on loopback.
record Ports(int stepFunctions, int sqs, int sns, int postgres, int redis, int api, int inspector) {
    /// What the option --port-base says.
    static final String OPTION = "the first of seven ports, 0 for any free ones";

    private static final int COUNT = 7;

    /// Below the ports that systems give away by themselves, to whoever asks for any: between the
    /// look here and the start of what listens there one of those could be gone.
    private static final int LOWEST = 10_003;

    private static final int ROWS = 3_200;

    /// Each process looks elsewhere first, and never twice at the same row in a row.
    private static final AtomicInteger NEXT_ROW =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 101 % ROWS));

    /// Seven ports in a row, or seven free ones in a row where the base is 0.
    ///
    /// @throws Refused naming the port that is taken
    static Ports from(int base) {
        return base == 0 ? free() : row(base);
    }

    private static Ports free() {
        for (int i = 1; i < ROWS; i++) {
            try {
                return row(nextRow());
            } catch (Refused taken) {
                // The next seven.
            }
        }
        return row(nextRow());
    }

    private static int nextRow() {
        return LOWEST + Math.floorMod(NEXT_ROW.getAndIncrement(), ROWS) * COUNT;
    }

    private static Ports row(int base) {
        for (int i = 0; i < COUNT; i++) {
            look(base + i);
        }
        return new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6);
    }

    private static void look(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            // It is free.
        } catch (IOException e) {
            throw new Refused(
                    "port %d is taken: give another --port-base, or 0 for any free ports"
                            .formatted(port));
        }
    }
}
