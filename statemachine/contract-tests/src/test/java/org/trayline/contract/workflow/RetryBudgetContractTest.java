package org.trayline.contract.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Workflow;
import org.trayline.contract.Workflow.Step;

/// How long a state goes on trying. Full jitter draws each delay from 0 to itself, so that of many
/// executions some give up far sooner than the mean: what counts is the soonest of a million, not
/// the mean. The attempts' own time is left out: a refused connection takes none.
final class RetryBudgetContractTest {
    private static final Workflow WORKFLOW = Workflow.read();

    /// A database failover takes 60 to 120 s; some time is left for the one that comes back slowly.
    private static final double FAILOVER_SECONDS = 180;

    /// A normal variable is below its mean by so many standard deviations once in a million times.
    private static final double ONE_IN_A_MILLION = 4.75;

    static List<Step> steps() {
        return WORKFLOW.steps();
    }

    private static JsonNode state(Step step) {
        return WORKFLOW.states().getOrDefault(step.state(), WORKFLOW.root());
    }

    /// The longest that each delay can be, in seconds.
    private static double[] delays(Step step) {
        JsonNode retry = state(step).at("/Retry/0");
        double interval = retry.path("IntervalSeconds").asDouble();
        double rate = retry.path("BackoffRate").asDouble();
        double most = retry.path("MaxDelaySeconds").asDouble();
        return IntStream.range(0, retry.path("MaxAttempts").asInt())
                .mapToDouble(i -> Math.min(interval * Math.pow(rate, i), most))
                .toArray();
    }

    /// The mean of a delay drawn from 0 to d is d / 2, its variance d² / 12.
    private static double mean(double[] delays) {
        return DoubleStream.of(delays).sum() / 2;
    }

    private static double soonestOfAMillion(double[] delays) {
        double variance = DoubleStream.of(delays).map(d -> d * d / 12).sum();
        return mean(delays) - ONE_IN_A_MILLION * Math.sqrt(variance);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void notOneOfAMillionExecutionsGivesUpDuringAFailover(Step step) {
        double[] delays = delays(step);
        double soonest = soonestOfAMillion(delays);
        assertTrue(
                soonest > FAILOVER_SECONDS,
                () ->
                        "%s: %d retries last %.0f s in the mean, %.0f s at the soonest of a million"
                                .formatted(step, delays.length, mean(delays), soonest));
        assertTrue(
                WORKFLOW.root()
                        .path("Comment")
                        .asText()
                        .contains("some %.0f s".formatted(Math.floor(mean(delays) / 10) * 10)),
                () ->
                        step
                                + ": mean "
                                + mean(delays)
                                + " s; the workflow's Comment says otherwise");
    }

    /// The sum of so many delays is near enough to a normal variable: drawn many times, the soonest
    /// comes near what was computed and not below it.
    @Test
    void whatIsComputedIsWhatIsDrawn() {
        double[] delays = delays(steps().getFirst());
        Random random = new Random(20261120);
        double soonest =
                IntStream.range(0, 100_000)
                        .mapToDouble(
                                i ->
                                        DoubleStream.of(delays)
                                                .map(delay -> delay * random.nextDouble())
                                                .sum())
                        .min()
                        .orElseThrow();
        assertEquals(soonestOfAMillion(delays), soonest, 40);
        assertTrue(soonest >= soonestOfAMillion(delays), () -> "drawn: " + soonest);
    }

    /// A state that uses up all its attempts, each to its timeout, ends by its own fault, which
    /// says where; the execution's timeout would say nothing.
    @ParameterizedTest
    @MethodSource("steps")
    void theExecutionLastsLongerThanTheSlowestStateTries(Step step) {
        double[] delays = delays(step);
        double slowest =
                DoubleStream.of(delays).sum()
                        + (delays.length + 1) * state(step).path("TimeoutSeconds").asDouble();
        assertTrue(
                slowest < WORKFLOW.root().path("TimeoutSeconds").asDouble(),
                () -> step + " may try for " + slowest + " s");
    }
}
