package org.trayline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Outcomes;
import org.trayline.local.meal.Steps;
import org.trayline.local.meal.Summary;
import org.trayline.local.meal.Watch;

/// Serves one meal period on a deployment, with a progress bar.
final class Serving {
    private static final JsonMapper MAPPER = new JsonMapper();

    /// A queue whose function fails is not waited for.
    private static final Duration QUEUES_EMPTY = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(5);

    private final Machine machine;
    private final Deployment deployment;
    private final Watch watch;

    /// @param watch the listener of the deployment
    Serving(Machine machine, Deployment deployment, Watch watch) {
        this.machine = machine;
        this.deployment = deployment;
        this.watch = watch;
    }

    /// Opens the meal period at that time of the facility's clock and waits for what comes of it.
    Summary serve(Meal meal, Instant now) throws IOException, SQLException, InterruptedException {
        Path serving = machine.servingOf(meal);
        boolean wasKilled = Files.exists(serving);
        Files.writeString(serving, "");
        JsonNode opened = open(meal, now, wasKilled);
        JsonNode revalidated = revalidate(now);
        int sent = opened.path("sent").asInt() + revalidated.path("requested").asInt();
        if (sent > 0) {
            if (deployment.log().isShown()) {
                await(sent);
            } else {
                awaitWithBar(sent, meal);
            }
        }
        if (areQueuesEmptyInTime()) {
            Files.delete(serving);
        }
        List<Outcomes.Row> rows;
        try (Connection connection = machine.postgres().connect("run")) {
            rows = Outcomes.of(connection, meal, watch.errors());
        }
        return new Summary(
                meal,
                rows,
                opened.path("added").asInt(),
                watch.count(),
                machine.topic().notices(),
                machine.topic().urgentNotices(),
                sinceProcessStart(watch.firstEndNanos()),
                watch.secondsFromFirstToLast(),
                Steps.of(deployment.engine(), watch.ended()));
    }

    private void awaitWithBar(int sent, Meal meal) throws InterruptedException {
        try (ProgressBar bar = progressBar(sent, meal)) {
            watch.onProgress(bar::stepTo);
            await(sent);
            bar.stepTo(watch.count());
            watch.onProgress(count -> {});
        }
    }

    private void await(int sent) throws InterruptedException {
        watch.await(
                sent,
                () -> deployment.engine().runningExecutions() == 0 && deployment.queuesAreEmpty());
    }

    /// What executions left to others to do, such as notices; the queues end with this process.
    private boolean areQueuesEmptyInTime() {
        long deadline = System.nanoTime() + QUEUES_EMPTY.toNanos();
        while (!deployment.queuesAreEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private static @Nullable Double sinceProcessStart(@Nullable Long nanos) {
        if (nanos == null) {
            return null;
        }
        double ago = (System.nanoTime() - nanos) / 1e9;
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3 - ago;
    }

    /// Calls the function that the schedule calls.
    ///
    /// @param wasKilled a run before, and with it its queues, which were in memory
    private JsonNode open(Meal meal, Instant now, boolean wasKilled)
            throws IOException, InterruptedException {
        ObjectNode input = MAPPER.createObjectNode();
        input.put("schemaVersion", 1);
        input.put("now", now.toString());
        input.put("source", "SCHEDULED");
        input.put("facilityId", meal.facilityId().value());
        input.putObject("meal")
                .put("serviceDate", meal.serviceDate().toString())
                .put("mealPeriod", meal.mealPeriod().name());
        input.put("resendAll", wasKilled);
        return call("OpenMealPeriodFunction", input).path("opened").path(0);
    }

    /// Looks at the trays that were ordered before the hospital's folder was changed.
    private JsonNode revalidate(Instant now) throws IOException, InterruptedException {
        ObjectNode input = MAPPER.createObjectNode();
        input.put("schemaVersion", 1);
        input.put("now", now.toString());
        return call("RevalidateOrdersFunction", input);
    }

    private JsonNode call(String function, ObjectNode input)
            throws IOException, InterruptedException {
        LambdaFunctions.Answer answer =
                deployment
                        .lambda()
                        .invoke(function, input.toString().getBytes(StandardCharsets.UTF_8));
        if (answer instanceof LambdaFunctions.Returned returned) {
            return MAPPER.readTree(returned.payload());
        }
        throw new Refused("%s failed: %s".formatted(function, answer));
    }

    private static ProgressBar progressBar(int sent, Meal meal) {
        return new ProgressBarBuilder()
                .setTaskName(meal.mealPeriod().name().toLowerCase(Locale.ROOT))
                .setInitialMax(sent)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setMaxRenderedLength(100)
                .setUnit(" trays", 1)
                .showSpeed()
                .build();
    }
}
