package org.trayline.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeCatalog;

class RedisRecipeCatalogIT {
    /// The commands of one key that a cluster-mode serverless cache takes, and those with which a
    /// connection begins.
    private static final Set<String> ALLOWED =
            Set.of("get", "set", "del", "hello", "client|setinfo", "ping");

    private static final String ENTRY = "trayline:catalog:2:f1:7";

    /// Far below what the workflow gives the step.
    private static final Duration BOUND = Duration.ofSeconds(4);

    private final RealRedis redis = new RealRedis();
    private final List<RedisRecipeCatalog> instances = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();

    RedisRecipeCatalogIT() throws IOException {}

    /// The first use of the client's classes may take longer than a command may.
    @BeforeAll
    static void warmUp() throws IOException {
        try (RealRedis redis = new RealRedis();
                RedisRecipeCatalog instance =
                        new RedisRecipeCatalog(
                                redis.uri(),
                                (facility, version) -> Recipes.catalog(version),
                                Duration.ofMillis(1))) {
            AtomicInteger version = new AtomicInteger();
            RealRedis.await(
                    "a first entry",
                    () -> {
                        instance.at(Recipes.F1, version.incrementAndGet());
                        return !redis.commands().keys("*").isEmpty();
                    });
        }
    }

    @AfterEach
    void close() throws IOException {
        instances.forEach(RedisRecipeCatalog::close);
        redis.close();
    }

    /// A function's environment of its own, in front of a database that counts.
    private RedisRecipeCatalog instance() {
        return instance(
                (facility, version) -> {
                    loads.incrementAndGet();
                    return Recipes.catalog(version);
                });
    }

    private RedisRecipeCatalog instance(RecipeCatalog database) {
        RedisRecipeCatalog instance = new RedisRecipeCatalog(redis.uri(), database);
        instances.add(instance);
        return instance;
    }

    private static void assertIsVersion(long version, Catalog catalog) {
        assertEquals(version, catalog.version());
        assertEquals(Recipes.catalog(version).recipes(), catalog.recipes());
    }

    @Test
    void aMissIsReadFromTheDatabaseAndAHitIsNot() {
        assertIsVersion(7, instance().at(Recipes.F1, 7));
        assertEquals(1, loads.get());
        assertIsVersion(7, instance().at(Recipes.F1, 7));
        assertEquals(1, loads.get());
    }

    @Test
    void versionsAndFacilitiesAreKeptApart() {
        RedisRecipeCatalog instance =
                instance((facility, version) -> new Catalog(facility, version, List.of()));
        instance().at(Recipes.F1, 7);
        assertEquals(8, instance.at(Recipes.F1, 8).version());
        assertEquals(new FacilityId("f2"), instance.at(new FacilityId("f2"), 7).facilityId());
        assertIsVersion(7, instance.at(Recipes.F1, 7));
        assertEquals(
                List.of(ENTRY, "trayline:catalog:2:f1:8", "trayline:catalog:2:f2:7"),
                redis.commands().keys("*").stream().sorted().toList());
    }

    @Test
    void aCopyInTheProcessAsksNobody() {
        RedisRecipeCatalog instance = instance();
        Catalog first = instance.at(Recipes.F1, 7);
        RedisCommands<String, String> commands = redis.commands();
        commands.flushall();
        commands.configResetstat();
        assertSame(first, instance.at(Recipes.F1, 7));
        assertEquals(1, loads.get());
        assertEquals(Set.of("config|resetstat"), redis.calls(commands).keySet());
    }

    @Test
    void sixteenInstancesAtOnceReadTheDatabaseOnce() throws Exception {
        RedisCommands<String, String> commands = redis.commands();
        List<Callable<Catalog>> reads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            RedisRecipeCatalog instance =
                    instance(
                            (facility, version) -> {
                                if (version == 7) {
                                    loads.incrementAndGet();
                                    int asked = gets(commands);
                                    RealRedis.await(
                                            "all others have asked and ask again",
                                            () -> gets(commands) >= asked + 2 * 16);
                                }
                                return Recipes.catalog(version);
                            });
            // Connected before: what is measured is not sixteen cold starts in one process.
            assertIsVersion(6, instance.at(Recipes.F1, 6));
            reads.add(() -> instance.at(Recipes.F1, 7));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(reads.size())) {
            for (Future<Catalog> read : threads.invokeAll(reads)) {
                assertIsVersion(7, read.get());
            }
        }
        assertEquals(1, loads.get());
    }

    private int gets(RedisCommands<String, String> commands) {
        return redis.calls(commands).getOrDefault("get", 0);
    }

    @Test
    void whoWaitsForALoaderThatDiedLoadsAfterAWhile() {
        redis.commands().set(ENTRY + ":loading", "", SetArgs.Builder.px(150));
        assertTimeout(BOUND, () -> assertIsVersion(7, instance().at(Recipes.F1, 7)));
        assertEquals(1, loads.get());
    }

    @Test
    void aLaterVersionOfTheDatabaseIsKeptUnderItsOwnName() {
        RedisRecipeCatalog instance =
                instance(
                        (facility, version) -> {
                            loads.incrementAndGet();
                            return Recipes.catalog(9);
                        });
        assertIsVersion(9, instance.at(Recipes.F1, 7));
        assertIsVersion(9, instance.at(Recipes.F1, 9));
        assertIsVersion(9, instance().at(Recipes.F1, 9));
        assertEquals(1, loads.get());
        assertEquals(List.of("trayline:catalog:2:f1:9"), redis.commands().keys("*"));
    }

    @Test
    void anEntryLivesForTwoDaysAndTheLockNoLongerThanTheLoading() {
        assertIsVersion(7, instance().at(Recipes.F1, 7));
        RedisCommands<String, String> commands = redis.commands();
        assertEquals(List.of(ENTRY), commands.keys("*"));
        long ttl = commands.ttl(ENTRY);
        long twoDays = Duration.ofDays(2).toSeconds();
        assertTrue(ttl > twoDays - 60 && ttl <= twoDays, "ttl " + ttl);
    }

    @Test
    void aLockIsNeverLeftForEver() {
        RedisRecipeCatalog failing =
                instance(
                        (facility, version) -> {
                            throw new StoreUnavailable("down", new IOException());
                        });
        assertThrows(StoreUnavailable.class, () -> failing.at(Recipes.F1, 7));
        RedisCommands<String, String> commands = redis.commands();
        long left = commands.pttl(ENTRY + ":loading");
        // -2: gone already; -1 would be for ever.
        assertTrue(left == -2 || (left > 0 && left <= 3000), "left " + left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "null",
                "{\"facilityId\":{\"value\":\"f1\"},\"version\":7}",
                "{\"facilityId\":{\"value\":\"f1\"},\"version\":8,\"recipes\":[]}",
                "{\"facilityId\":{\"value\":\"f2\"},\"version\":7,\"recipes\":[]}",
                "{\"facilityId\":{\"value\":\"f1\"},\"version\":7,\"recipes\":[{\"id\":{\"value\":\"a\"}}]}"
            })
    void anEntryThatIsNotThatCatalogueIsReadAnewAndReplaced(String entry) {
        byte[] sealed = CatalogJson.sealed(entry.getBytes(StandardCharsets.UTF_8));
        redis.commands().set(ENTRY, new String(sealed, StandardCharsets.UTF_8));
        assertIsVersion(7, instance().at(Recipes.F1, 7));
        assertEquals(1, loads.get());
        assertEquals(
                new String(CatalogJson.write(Recipes.catalog(7)), StandardCharsets.UTF_8).length(),
                redis.commands().get(ENTRY).length());
        assertIsVersion(7, instance().at(Recipes.F1, 7));
        assertEquals(1, loads.get());
    }

    @Test
    void downFromTheStartReadsTheDatabase() throws IOException {
        redis.stop();
        RedisRecipeCatalog instance = instance();
        assertTimeout(BOUND, () -> assertIsVersion(7, instance.at(Recipes.F1, 7)));
        assertTimeout(BOUND, () -> assertIsVersion(8, instance.at(Recipes.F1, 8)));
        assertTimeout(BOUND, () -> assertIsVersion(8, instance.at(Recipes.F1, 8)));
        assertEquals(2, loads.get());
    }

    @Test
    void hangingFromTheStartReadsTheDatabase() throws Exception {
        redis.hang();
        RedisRecipeCatalog instance = instance();
        assertTimeout(BOUND, () -> assertIsVersion(7, instance.at(Recipes.F1, 7)));
        // Left alone by now: not even the time-out is paid again.
        assertTimeout(Duration.ofMillis(200), () -> assertIsVersion(8, instance.at(Recipes.F1, 8)));
        assertEquals(2, loads.get());
    }

    @Test
    void hangingInBetweenReadsTheDatabase() throws Exception {
        RedisRecipeCatalog instance = instance();
        assertIsVersion(7, instance.at(Recipes.F1, 7));
        redis.hang();
        assertTimeout(BOUND, () -> assertIsVersion(8, instance.at(Recipes.F1, 8)));
        assertTimeout(Duration.ofMillis(200), () -> assertIsVersion(9, instance.at(Recipes.F1, 9)));
        assertEquals(3, loads.get());
    }

    @Test
    void hangingWhileTheDatabaseIsReadStillAnswers() {
        RedisRecipeCatalog instance =
                instance(
                        (facility, version) -> {
                            try {
                                redis.hang();
                            } catch (IOException | InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            return Recipes.catalog(version);
                        });
        assertTimeout(BOUND, () -> assertIsVersion(7, instance.at(Recipes.F1, 7)));
    }

    @Test
    void killedInBetweenReadsTheDatabase() throws IOException {
        RedisRecipeCatalog instance = instance();
        assertIsVersion(7, instance.at(Recipes.F1, 7));
        redis.stop();
        assertTimeout(BOUND, () -> assertIsVersion(8, instance.at(Recipes.F1, 8)));
        assertIsVersion(7, instance.at(Recipes.F1, 7));
        assertEquals(2, loads.get());
    }

    @Test
    void restartedEmptyIsFilledAgainOverTheSameInstance() throws IOException {
        AtomicInteger version = new AtomicInteger();
        RedisRecipeCatalog instance =
                new RedisRecipeCatalog(
                        redis.uri(), (f, v) -> Recipes.catalog(v), Duration.ofMillis(1));
        instances.add(instance);
        assertIsVersion(0, instance.at(Recipes.F1, 0));
        redis.restartEmpty();
        RedisCommands<String, String> commands = redis.commands();
        RealRedis.await(
                "an entry",
                () -> {
                    long next = version.incrementAndGet();
                    assertIsVersion(next, instance.at(Recipes.F1, next));
                    return commands.keys("*").equals(List.of("trayline:catalog:2:f1:" + next));
                });
    }

    @Test
    void asksOnlyWhatAClusterModeServerlessCacheAllows() {
        RedisCommands<String, String> commands = redis.commands();
        commands.configResetstat();
        RedisRecipeCatalog instance = instance();
        assertIsVersion(7, instance.at(Recipes.F1, 7));
        assertIsVersion(7, instance().at(Recipes.F1, 7));
        commands.set(ENTRY, "spoiled");
        assertIsVersion(7, instance().at(Recipes.F1, 7));

        Set<String> called = new TreeSet<>(redis.calls(commands).keySet());
        assertTrue(called.remove("config|resetstat"), called.toString());
        assertTrue(called.containsAll(Set.of("get", "set", "del")), called.toString());
        called.removeAll(ALLOWED);
        assertEquals(Set.of(), called);
    }
}
