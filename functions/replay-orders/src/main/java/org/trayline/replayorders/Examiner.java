package org.trayline.replayorders;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.execution.PastExecution;
import org.trayline.execution.PastExecutions;
import org.trayline.execution.Trace;
import org.trayline.kit.ForeignJson;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;
import org.trayline.meal.order.FailedExecution;
import org.trayline.meal.order.FailedExecution.Attempt;
import org.trayline.meal.order.TrayRequest;
import org.trayline.queue.HeldMessages.Held;
import org.trayline.replayorders.Stranded.Kind;

/// Finds out what is behind the messages of the DLQ. Several may speak of one request: of its
/// attempts, or of one that was replayed and failed again. They are one case, and its last attempt
/// tells how it stands.
final class Examiner {
    /// What the workflow's first step leaves in the history of an execution.
    private static final String ELIGIBILITY = "eligibility";

    private final PastExecutions executions;
    private final int maxAttempts;

    Examiner(PastExecutions executions, int maxAttempts) {
        this.executions = executions;
        this.maxAttempts = maxAttempts;
    }

    /// @param messages the earliest first
    List<StrandedCase> examine(List<Held> messages, Progress progress) {
        Map<String, List<Letter>> byRequest = new LinkedHashMap<>();
        for (Held message : messages) {
            Letter letter = Letter.of(message);
            byRequest.computeIfAbsent(subject(letter), s -> new ArrayList<>()).add(letter);
        }
        List<StrandedCase> cases = new ArrayList<>();
        for (List<Letter> letters : byRequest.values()) {
            cases.add(examine(letters));
            progress.at(Progress.Stage.EXAMINING, cases.size(), byRequest.size());
        }
        return cases;
    }

    private static String subject(Letter letter) {
        return switch (letter) {
            case Letter.OfExecution(Held message, FailedExecution failed) ->
                    failed.attempt()
                            .map(attempt -> attempt.requestId().toString())
                            .orElse(failed.executionArn());
            case Letter.OfRequest(Held message, TrayRequest request, String error) ->
                    request.requestId().toString();
            case Letter.Unreadable(Held message, String error, String reason) ->
                    message.messageId();
        };
    }

    private StrandedCase examine(List<Letter> letters) {
        return switch (latest(letters)) {
            case Letter.OfExecution(Held message, FailedExecution failed) ->
                    examined(letters, last(failed), failed.name(), failed.code(), null);
            case Letter.OfRequest(Held message, TrayRequest request, String error) ->
                    examined(
                            letters,
                            lastOf(new Attempt(request.requestId(), request.attempt())),
                            request.executionName(),
                            error,
                            request);
            case Letter.Unreadable(Held message, String error, String reason) ->
                    malformed(message, error, reason);
        };
    }

    /// The one of the last attempt.
    private static Letter latest(List<Letter> letters) {
        Letter latest = letters.getFirst();
        for (Letter letter : letters) {
            if (number(letter) >= number(latest)) {
                latest = letter;
            }
        }
        return latest;
    }

    private static int number(Letter letter) {
        return switch (letter) {
            case Letter.OfExecution(Held message, FailedExecution failed) ->
                    failed.attempt().map(Attempt::number).orElse(0);
            case Letter.OfRequest(Held message, TrayRequest request, String error) ->
                    request.attempt();
            case Letter.Unreadable unreadable -> 0;
        };
    }

    private Optional<PastExecution> last(FailedExecution failed) {
        return failed.attempt()
                .map(this::lastOf)
                .orElseGet(() -> executions.find(failed.executionArn()));
    }

    /// The sweep, or a replay, may have made later attempts than the messages know of.
    private Optional<PastExecution> lastOf(Attempt attempt) {
        Optional<PastExecution> last = find(attempt, attempt.number());
        for (int next = attempt.number() + 1; ; next++) {
            Optional<PastExecution> later = find(attempt, next);
            if (later.isEmpty()) {
                return last;
            }
            last = later;
        }
    }

    private Optional<PastExecution> find(Attempt attempt, int number) {
        return executions.find(
                executions.arn(TrayRequest.executionName(attempt.requestId(), number)));
    }

    private StrandedCase examined(
            List<Letter> letters,
            Optional<PastExecution> found,
            String name,
            String error,
            @Nullable TrayRequest sent) {
        if (found.isEmpty()) {
            Kind kind = sent == null ? Kind.FORGOTTEN : Kind.NEVER_STARTED;
            return new StrandedCase(
                    stranded(letters, name, kind, "", error, sent, null, 0),
                    messages(letters),
                    sent,
                    null,
                    null);
        }
        PastExecution last = found.get();
        TrayRequest request = request(last.input());
        Trace trace =
                last.status() == PastExecution.Status.UNSUCCESSFUL
                        ? executions.trace(last.arn())
                        : null;
        Kind kind =
                switch (last.status()) {
                    case RUNNING -> Kind.RUNNING;
                    case SUCCEEDED -> Kind.SETTLED;
                    case UNSUCCESSFUL -> Kind.FAILED;
                };
        String lastError = last.error();
        return new StrandedCase(
                stranded(
                        letters,
                        last.name(),
                        kind,
                        trace == null || trace.state() == null ? "" : trace.state(),
                        lastError == null ? error : lastError,
                        request,
                        trace == null ? null : unit(trace),
                        last.redrives()),
                messages(letters),
                request,
                last,
                trace);
    }

    private static @Nullable TrayRequest request(String input) {
        try {
            return StrictJson.read(input.getBytes(StandardCharsets.UTF_8), TrayRequest.class);
        } catch (MessageMalformed e) {
            return null;
        }
    }

    private static @Nullable String unit(Trace trace) {
        String unit =
                ForeignJson.of(trace.variables().getOrDefault(ELIGIBILITY, ""))
                        .text("/location/unit");
        return unit.isEmpty() ? null : unit;
    }

    private Stranded stranded(
            List<Letter> letters,
            String id,
            Kind kind,
            String state,
            String error,
            @Nullable TrayRequest request,
            @Nullable String unit,
            int redrives) {
        int attempts =
                redrives
                        + Attempt.ofExecution(id).map(Attempt::number).orElse(1)
                        - (kind == Kind.NEVER_STARTED ? 1 : 0);
        return new Stranded(
                id,
                kind,
                state,
                error,
                request == null ? null : request.facilityId(),
                request == null ? null : request.serviceDate(),
                request == null ? null : request.mealPeriod(),
                unit,
                attempts,
                kind == Kind.FAILED && attempts >= maxAttempts,
                since(letters),
                letters.size());
    }

    private static Instant since(List<Letter> letters) {
        return letters.getFirst().message().sentAt();
    }

    private static List<Held> messages(List<Letter> letters) {
        return letters.stream().map(Letter::message).toList();
    }

    private static StrandedCase malformed(Held message, String error, String reason) {
        return new StrandedCase(
                new Stranded(
                        message.messageId(),
                        Kind.MALFORMED,
                        reason,
                        error,
                        null,
                        null,
                        null,
                        null,
                        0,
                        false,
                        message.sentAt(),
                        1),
                List.of(message),
                null,
                null,
                null);
    }
}
