package org.trayline.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/// A Redis of its own for one test, which may be stopped, killed and made to hang.
final class RealRedis implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    private final int port;
    private RedisServer server;
    private @Nullable RedisClient client;
    private @Nullable String stoppedPid;

    RealRedis() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = start();
    }

    private RedisServer start() throws IOException {
        RedisServer redis =
                RedisServer.builder()
                        .port(port)
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .setting("appendonly no")
                        .build();
        redis.start();
        return redis;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /// A client of the test's own.
    RedisCommands<String, String> commands() {
        if (client == null) {
            client = RedisClient.create(uri());
        }
        return client.connect().sync();
    }

    void stop() throws IOException {
        closeClient();
        server.stop();
    }

    void restartEmpty() throws IOException {
        stop();
        server = start();
    }

    /// Keeps its connections and answers nothing.
    void hang() throws IOException, InterruptedException {
        String pid =
                commands()
                        .info("server")
                        .lines()
                        .filter(line -> line.startsWith("process_id:"))
                        .map(line -> line.substring("process_id:".length()).strip())
                        .findFirst()
                        .orElseThrow();
        closeClient();
        signal("STOP", pid);
        stoppedPid = pid;
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) {
            throw new IOException("cannot signal " + pid);
        }
    }

    /// How often each command was called since the statistics were reset.
    Map<String, Integer> calls(RedisCommands<String, String> commands) {
        Map<String, Integer> calls = new TreeMap<>();
        commands.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .forEach(
                        line ->
                                calls.put(
                                        line.substring("cmdstat_".length(), line.indexOf(':')),
                                        Integer.valueOf(
                                                line.replaceAll(".*:calls=([0-9]+),.*", "$1"))));
        return calls;
    }

    static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void closeClient() {
        if (client != null) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
            client = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeClient();
        if (stoppedPid != null) {
            try {
                signal("CONT", stoppedPid);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        server.stop();
    }
}
