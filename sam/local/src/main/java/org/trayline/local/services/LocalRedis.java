package org.trayline.local.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/// A real Redis, empty at every start: it caches, and may lose all it has.
public final class LocalRedis implements AutoCloseable {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    /// The system tells starts from its own start, files from the clock.
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private final RedisServer redis;
    private final int port;

    private LocalRedis(RedisServer redis, int port) {
        this.redis = redis;
        this.port = port;
    }

    /// @param pidFile where it writes its process id
    public static LocalRedis start(int port, Path pidFile) throws IOException {
        RedisServer redis =
                RedisServer.builder()
                        .port(port)
                        .setting("bind 127.0.0.1")
                        .setting("save \"\"")
                        .setting("appendonly no")
                        .setting("pidfile " + pidFile.toAbsolutePath())
                        .build();
        redis.start();
        return new LocalRedis(redis, port);
    }

    /// Stops one that a process that was killed has left.
    ///
    /// @param pidFile of that one
    public static void stopLeft(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        Instant written = Files.getLastModifiedTime(pidFile).toInstant();
        if (DIGITS.matcher(pid).matches()) {
            LeftProcess left =
                    ProcessHandle.of(Long.parseLong(pid)).map(LeftProcess::new).orElse(null);
            if (left != null && isRedis(left, written)) {
                left.kill();
            }
        }
        Files.deleteIfExists(pidFile);
    }

    /// The id may be another's by now, who started after it was written.
    private static boolean isRedis(LeftProcess left, Instant written) {
        Instant started = left.process().info().startInstant().orElse(Instant.MAX);
        return left.command().contains("redis-server")
                && started.isBefore(written.plus(CLOCKS_DIFFER));
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        redis.stop();
    }
}
