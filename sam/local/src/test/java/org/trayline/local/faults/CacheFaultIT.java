package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redis breaks in the middle of a lunch: nothing of it is seen, since the database has all
/// recipes. A change of a recipe makes every function ask for the recipes anew.
class CacheFaultIT {
    private final Ward ward;

    /// Each test has one of its own: a Redis that failed is left alone for ten seconds.
    CacheFaultIT(@TempDir Path folder) throws Exception {
        ward = new Ward(folder, Ward.HURRIED);
    }

    @AfterEach
    void stop() throws Exception {
        ward.close();
    }

    private void serve(int day, Ward.Fault fault) throws Exception {
        LocalDate date = Ward.day(day);
        ward.serve(date, fault);
        assertEquals(0, ward.plant.deadLetters(), "messages on the DLQ");
        assertEquals(List.of(), allergensOnTrays(date), "allergens");
    }

    /// Items whose recipe has an allergen of the patient's; gluten and wheat each bring the other.
    private List<String> allergensOnTrays(LocalDate date) {
        return ward.plant.rows(
                """
                select o.patient_id, i.recipe_id, a.allergen
                from tray_orders o
                join tray_order_items i on i.tray_order_id = o.id
                join recipes r on r.id = i.recipe_id
                join allergies a on a.patient_id = o.patient_id
                    and a.verification in ('CONFIRMED', 'UNCONFIRMED')
                where o.service_date = '%s' and o.meal_period = 'LUNCH' and o.status <> 'CANCELLED'
                    and (a.allergen = any(r.allergens)
                         or a.allergen in ('GLUTEN', 'WHEAT') and r.allergens && '{GLUTEN,WHEAT}')"""
                        .formatted(date));
    }

    private long version() {
        return Long.parseLong(ward.plant.rows("select catalog_version from facilities").getFirst());
    }

    private void changeARecipe() {
        ward.plant.execute(
                "update recipes set cost_cents = coalesce(cost_cents, 0) + 1"
                        + " where id = (select min(id) from recipes)");
    }

    private <T> T redis(Function<RedisCommands<String, String>, T> commands) {
        try (RedisClient client = RedisClient.create(ward.plant.redisUri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            return commands.apply(connection.sync());
        }
    }

    private String key(long version) {
        List<String> keys = redis(redis -> redis.keys("trayline:catalog:*:*:*"));
        assertFalse(keys.isEmpty(), "no catalogue is cached");
        return keys.getFirst().replaceFirst("[0-9]+$", Long.toString(version));
    }

    private String entry(long version) {
        String key = key(version);
        return redis(redis -> String.valueOf((Object) redis.get(key)));
    }

    /// Good JSON of the right version in which no recipe has an allergen.
    @Test
    void anEntryThatSaysOtherwiseThanTheDatabase() throws Exception {
        serve(1, () -> {});
        long next = version() + 1;
        String harmless =
                entry(version())
                        .replace("\"version\":" + version(), "\"version\":" + next)
                        .replaceAll("\"allergens\":\\[\"[^]]+]", "\"allergens\":[]");
        assertNotEquals(entry(version()).length(), harmless.length());
        String key = key(next);
        redis(redis -> redis.set(key, harmless));

        changeARecipe();
        serve(2, () -> {});

        assertTrue(entry(next).contains("\"allergens\":[\""), "the entry was not replaced");
    }

    @Test
    void silentWithoutHangingUp() throws Exception {
        ProcessHandle redis = redisProcess();
        serve(
                1,
                () -> {
                    Signal.STOP.send(redis);
                    changeARecipe();
                });
        Signal.CONT.send(redis);
    }

    @Test
    void killedAndStartedAgainEmpty() throws Exception {
        serve(
                1,
                () -> {
                    Signal.KILL.send(redisProcess());
                    changeARecipe();
                });
        serve(
                2,
                () -> {
                    ward.plant.startRedis();
                    changeARecipe();
                });
        assertEquals(List.of(), redis(redis -> redis.keys("*:loading")), "a lock was left");
    }

    private ProcessHandle redisProcess() throws Exception {
        return Signal.processOf(ward.plant.data().resolve("redis.pid"));
    }
}
