package org.trayline.replayorders;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.trayline.execution.PastExecutions;
import org.trayline.execution.Trace;
import org.trayline.execution.TrayOrderExecutions;
import org.trayline.queue.HeldMessages;
import org.trayline.queue.SqsQueue;

/// What lies on the DLQ, and the only way out of it. Each call looks at the whole DLQ and hides its
/// messages from others meanwhile.
public final class ReplayOrders {
    private static final String DEAD_LETTERS = "DEAD_LETTER_QUEUE_URL";
    private static final String TRAY_REQUESTS = "TRAY_REQUESTS_QUEUE_URL";
    private static final String WORKFLOW = "STATE_MACHINE_ARN";
    private static final String MAX_ATTEMPTS = "MAX_ATTEMPTS";

    /// A replay that is interrupted hides what it held for so long.
    private static final Duration HIDDEN = Duration.ofSeconds(60);

    private final String deadLetters;
    private final SqsQueue deadLetterQueue;
    private final PastExecutions executions;
    private final String maxAttempts;
    private final Replayer replayer;
    private final Waiter waiter;

    /// Over the queues and the workflow that the settings name.
    ///
    /// @param settings the values of DEAD_LETTER_QUEUE_URL, TRAY_REQUESTS_QUEUE_URL,
    ///     STATE_MACHINE_ARN and MAX_ATTEMPTS
    public static ReplayOrders of(Function<String[], Map<String, String>> settings) {
        Map<String, String> values =
                settings.apply(new String[] {DEAD_LETTERS, TRAY_REQUESTS, WORKFLOW, MAX_ATTEMPTS});
        return new ReplayOrders(
                values.getOrDefault(DEAD_LETTERS, ""),
                values.getOrDefault(TRAY_REQUESTS, ""),
                values.getOrDefault(WORKFLOW, ""),
                values.getOrDefault(MAX_ATTEMPTS, ""));
    }

    private ReplayOrders(
            String deadLetters, String trayRequests, String stateMachineArn, String maxAttempts) {
        this.executions = PastExecutions.of(stateMachineArn);
        this.maxAttempts = maxAttempts;
        this.deadLetters = deadLetters;
        this.deadLetterQueue = SqsQueue.at(deadLetters);
        this.replayer =
                new Replayer(
                        executions,
                        TrayOrderExecutions.of(stateMachineArn),
                        SqsQueue.at(trayRequests));
        this.waiter = new Waiter(executions);
    }

    /// How many messages lie there by SQS's own, approximate count; looks at none of them.
    public int depth() {
        return deadLetterQueue.depth();
    }

    /// What lies there.
    public Listing list(Filter filter, Instant now, Progress progress) {
        try (HeldMessages held = HeldMessages.at(deadLetters, HIDDEN)) {
            List<Stranded> all =
                    cases(held, progress).stream().map(StrandedCase::stranded).toList();
            return new Listing(
                    all.stream().filter(one -> filter.matches(one, now)).toList(),
                    held.hiddenByOthers(),
                    unitUnknown(all, filter));
        }
    }

    /// One of them, with all that its last execution tells; empty where there is none of that id.
    public Optional<Shown> show(String id, Progress progress) {
        try (HeldMessages held = HeldMessages.at(deadLetters, HIDDEN)) {
            return cases(held, progress).stream()
                    .filter(one -> one.stranded().id().equals(id))
                    .findFirst()
                    .map(ReplayOrders::shown);
        }
    }

    private static Shown shown(StrandedCase one) {
        Trace trace = one.trace();
        String cause = one.last() == null ? null : one.last().cause();
        return new Shown(
                one.stranded(),
                cause == null ? "" : cause,
                trace == null
                        ? List.of()
                        : trace.steps().reversed().stream()
                                .map(
                                        step ->
                                                new Shown.Step(
                                                        step.at(),
                                                        step.type(),
                                                        step.state(),
                                                        step.error()))
                                .toList());
    }

    /// Replays those that the plan means, the longest there first.
    public Replayed replay(Plan plan, Instant now, Progress progress) {
        List<Replayed.Row> rows;
        int hidden;
        int unitUnknown;
        try (HeldMessages held = HeldMessages.at(deadLetters, HIDDEN)) {
            List<StrandedCase> all = cases(held, progress);
            Integer max = plan.max();
            List<StrandedCase> meant =
                    all.stream()
                            .filter(one -> plan.filter().matches(one.stranded(), now))
                            .limit(max == null ? Long.MAX_VALUE : max)
                            .toList();
            hidden = held.hiddenByOthers();
            unitUnknown =
                    unitUnknown(all.stream().map(StrandedCase::stranded).toList(), plan.filter());
            rows = replayer.replay(meant, plan, held, progress);
        }
        return new Replayed(
                plan.dryRun() ? rows : waiter.await(rows, plan.waitSeconds(), progress),
                plan.dryRun(),
                hidden,
                unitUnknown);
    }

    private List<StrandedCase> cases(HeldMessages held, Progress progress) {
        Examiner examiner = new Examiner(executions, Integer.parseInt(maxAttempts));
        return examiner.examine(
                held.takeAll(count -> progress.at(Progress.Stage.READING, count, 0)),
                (stage, done, of) -> {
                    held.keep();
                    progress.at(stage, done, of);
                });
    }

    private static int unitUnknown(List<Stranded> all, Filter filter) {
        return filter.unit() == null
                ? 0
                : (int)
                        all.stream()
                                .filter(one -> one.unit() == null)
                                .filter(one -> one.kind() == Stranded.Kind.FAILED)
                                .count();
    }
}
