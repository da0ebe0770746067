package org.trayline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Where each service listens, on loopback.
record Ports(int stepFunctions, int sqs, int sns, int postgres, int redis, int api, int inspector) {
    /// What the option --port-base says.
    static final String OPTION = "the first of seven ports, 0 for any free ones";

    private static final int COUNT = 7;

    /// Seven ports in a row, or seven free ones where the base is 0.
    ///
    /// @throws Refused naming the port that is taken
    static Ports from(int base) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < COUNT; i++) {
                held.add(hold(base == 0 ? 0 : base + i));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(
                    ports.get(0),
                    ports.get(1),
                    ports.get(2),
                    ports.get(3),
                    ports.get(4),
                    ports.get(5),
                    ports.get(6));
        } finally {
            held.forEach(Ports::release);
        }
    }

    private static ServerSocket hold(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new Refused(
                    "port %d is taken: give another --port-base, or 0 for any free ports"
                            .formatted(port));
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
