package org.trayline.local.services;

import java.io.IOException;
import redis.embedded.RedisServer;

/// A real Redis, empty at every start: it caches, and may lose all it has.
public final class LocalRedis implements AutoCloseable {
    private final RedisServer redis;
    private final int port;

    private LocalRedis(RedisServer redis, int port) {
        this.redis = redis;
        this.port = port;
    }

    public static LocalRedis start(int port) throws IOException {
        RedisServer redis =
                RedisServer.builder()
                        .port(port)
                        .setting("bind 127.0.0.1")
                        .setting("save \"\"")
                        .setting("appendonly no")
                        .build();
        redis.start();
        return new LocalRedis(redis, port);
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        redis.stop();
    }
}
