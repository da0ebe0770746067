package org.trayline.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeCatalog;

/// One Redis key holds a whole catalogue version, which never changes; a copy per version in the
/// process costs nothing. On a miss one of all functions reads the database, the others wait for
/// it. Where Redis fails, the database is read: slower, never a failed order. Only single-key
/// commands, as a cluster-mode cache allows.
public final class RedisRecipeCatalog implements RecipeCatalog, AutoCloseable, Resource {
    private static final String URI = "CACHE_URI";
    private static final String NAME = "CACHE_NAME";
    private static final String AUTH = "AUTH";

    private static final Duration KEPT = Duration.ofDays(2);
    private static final Duration LOADING = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    /// Longer than a command's: it is a cold process's first, and a miss here costs [#LEFT_ALONE].
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(1);

    /// For so long a Redis that failed is left alone.
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    /// Versions in the process: today's of a few facilities.
    private static final int COPIES = 8;

    private record Key(FacilityId facilityId, long version) {
        String entry() {
            return "trayline:catalog:%d:%s:%d"
                    .formatted(CatalogJson.FORMAT, facilityId.value(), version);
        }

        String lock() {
            return entry() + ":loading";
        }
    }

    private final RecipeCatalog database;
    private final Duration leftAlone;
    private final RedisClient client;
    private final Map<Key, Catalog> copies =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Catalog> eldest) {
                    return size() > COPIES;
                }
            };
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private long leftAloneUntilNanos = System.nanoTime();
    private long databaseReads;

    /// Signs a password that lets a user into a cache for the next minutes.
    public interface Signer {
        String sign(String cache, String user, boolean serverless);
    }

    /// The cache that the environment names by CACHE_URI. AUTH says how to log in: PASSWORD, with
    /// the one in the URI, if any; or IAM, as the user of CACHE_NAME, which is also the cache's own
    /// name, with a new signature for each connection, and only by TLS.
    ///
    /// @param settings the values of those names
    /// @param database what the cache is of
    /// @throws IllegalArgumentException where AUTH is neither, or IAM without TLS
    public static RedisRecipeCatalog of(
            Function<String[], Map<String, String>> settings,
            Signer signer,
            RecipeCatalog database) {
        Map<String, String> values = settings.apply(new String[] {URI, NAME, AUTH});
        RedisURI redis = RedisURI.create(values.getOrDefault(URI, ""));
        String auth = values.getOrDefault(AUTH, "");
        switch (auth) {
            case "PASSWORD" -> {}
            case "IAM" -> signing(redis, values.getOrDefault(NAME, ""), signer);
            default -> throw new IllegalArgumentException("AUTH is IAM or PASSWORD, not " + auth);
        }
        RedisRecipeCatalog catalog = new RedisRecipeCatalog(redis, database, LEFT_ALONE);
        Core.getGlobalContext().register(catalog);
        return catalog;
    }

    private static void signing(RedisURI redis, String name, Signer signer) {
        if (!redis.isSsl()) {
            throw new IllegalArgumentException("CACHE_URI is rediss:// where AUTH is IAM");
        }
        boolean serverless = redis.getHost().contains(".serverless.");
        redis.setCredentialsProvider(
                RedisCredentialsProvider.from(
                        () -> RedisCredentials.just(name, signer.sign(name, name, serverless))));
    }

    /// @param uri `redis://host:port` or `rediss://host:port`
    /// @param database what the cache is of
    public RedisRecipeCatalog(String uri, RecipeCatalog database) {
        this(uri, database, LEFT_ALONE);
    }

    RedisRecipeCatalog(String uri, RecipeCatalog database, Duration leftAlone) {
        this(RedisURI.create(uri), database, leftAlone);
    }

    private RedisRecipeCatalog(RedisURI redis, RecipeCatalog database, Duration leftAlone) {
        this.database = database;
        this.leftAlone = leftAlone;
        redis.setTimeout(HANDSHAKE_TIMEOUT);
        this.client = RedisClient.create(redis);
        client.setOptions(
                ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .socketOptions(
                                SocketOptions.builder()
                                        .connectTimeout(CONNECT_TIMEOUT)
                                        .keepAlive(true)
                                        .build())
                        .build());
    }

    @Override
    public synchronized Catalog at(FacilityId facilityId, long version) {
        Key key = new Key(facilityId, version);
        Catalog copy = copies.get(key);
        if (copy != null) {
            return copy;
        }
        Catalog catalog = cached(key);
        // What the database holds now may be a later version: a copy is kept under its own.
        copies.put(new Key(facilityId, catalog.version()), catalog);
        return catalog;
    }

    /// How often neither the process nor Redis had what was asked for.
    public synchronized long databaseReads() {
        return databaseReads;
    }

    private Catalog read(Key key) {
        databaseReads++;
        return database.at(key.facilityId(), key.version());
    }

    private Catalog cached(Key key) {
        if (System.nanoTime() - leftAloneUntilNanos < 0) {
            return read(key);
        }
        try {
            return shared(key, connect());
        } catch (RedisException e) {
            leftAloneUntilNanos = System.nanoTime() + leftAlone.toNanos();
            return read(key);
        }
    }

    private Catalog shared(Key key, RedisCommands<String, byte[]> redis) {
        long deadline = System.nanoTime() + LOADING.toNanos();
        do {
            Optional<Catalog> entry = entry(key, redis);
            if (entry.isPresent()) {
                return entry.get();
            }
            if (redis.set(key.lock(), new byte[0], SetArgs.Builder.nx().px(LOADING)) != null) {
                return loadUnlessThereNow(key, redis);
            }
            LockSupport.parkNanos(POLL.toNanos());
        } while (System.nanoTime() - deadline < 0);
        return load(key, redis);
    }

    private static Optional<Catalog> entry(Key key, RedisCommands<String, byte[]> redis) {
        byte[] json = redis.get(key.entry());
        return json == null
                ? Optional.empty()
                : CatalogJson.read(json, key.facilityId(), key.version());
    }

    /// Who loaded before may have written the entry and left between the look and the lock.
    private Catalog loadUnlessThereNow(Key key, RedisCommands<String, byte[]> redis) {
        Optional<Catalog> entry = entry(key, redis);
        if (entry.isEmpty()) {
            return load(key, redis);
        }
        attempt(() -> redis.del(key.lock()));
        return entry.get();
    }

    private Catalog load(Key key, RedisCommands<String, byte[]> redis) {
        try {
            Catalog catalog = read(key);
            Key own = new Key(key.facilityId(), catalog.version());
            byte[] json = CatalogJson.write(catalog);
            attempt(() -> redis.set(own.entry(), json, SetArgs.Builder.ex(KEPT)));
            return catalog;
        } finally {
            // Also where the database failed: nobody waits for what does not come.
            attempt(() -> redis.del(key.lock()));
        }
    }

    private void attempt(Runnable command) {
        try {
            command.run();
        } catch (RedisException e) {
            leftAloneUntilNanos = System.nanoTime() + leftAlone.toNanos();
        }
    }

    private RedisCommands<String, byte[]> connect() {
        if (connection == null) {
            connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
            connection.setTimeout(COMMAND_TIMEOUT);
        }
        return connection.sync();
    }

    /// Loads and warms up what a connection takes, if there is a cache yet.
    @Override
    public synchronized void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            connect().ping();
        } catch (RedisException e) {
            // There is none yet: then the first call does it.
        } finally {
            disconnect();
        }
    }

    @Override
    public synchronized void afterRestore(Context<? extends Resource> context) {
        // The clock went on while the snapshot lay.
        leftAloneUntilNanos = System.nanoTime();
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
