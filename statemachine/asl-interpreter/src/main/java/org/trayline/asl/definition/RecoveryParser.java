package org.trayline.asl.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Parses the Retry and Catch of a state.
final class RecoveryParser {
    private static final String ALL = "States.ALL";
    private static final Set<String> RESERVED =
            Set.of(
                    ALL,
                    "States.HeartbeatTimeout",
                    "States.Timeout",
                    "States.TaskFailed",
                    "States.Permissions",
                    "States.ResultPathMatchFailure",
                    "States.ParameterPathFailure",
                    "States.BranchFailed",
                    "States.NoChoiceMatched",
                    "States.IntrinsicFailure",
                    "States.ExceedToleratedFailureThreshold",
                    "States.ItemReaderFailed",
                    "States.ResultWriterFailed",
                    "States.DataLimitExceeded",
                    "States.QueryEvaluationError",
                    "States.Runtime");
    private static final long MOST_ATTEMPTS = 99_999_999;
    private static final long LONGEST_DELAY = 31_622_400;

    private final Node state;

    RecoveryParser(Node state) {
        this.state = state;
    }

    Recovery parse() {
        List<Retrier> retriers = new ArrayList<>();
        List<Node> retries = state.objects("Retry");
        for (int index = 0; index < retries.size(); index++) {
            retriers.add(retrier(retries.get(index), index == retries.size() - 1));
        }
        List<Recovery.Catcher> catchers = new ArrayList<>();
        List<Node> catches = state.objects("Catch");
        for (int index = 0; index < catches.size(); index++) {
            catcher(catches.get(index), index == catches.size() - 1, catchers);
        }
        return new Recovery(retriers, catchers);
    }

    private static Retrier retrier(Node node, boolean last) {
        node.allow(
                List.of(
                        "ErrorEquals",
                        "IntervalSeconds",
                        "MaxAttempts",
                        "BackoffRate",
                        "MaxDelaySeconds",
                        "JitterStrategy",
                        "Comment"));
        long interval =
                node.integer("IntervalSeconds", 1, DefinitionParser.LONGEST_SECONDS).orElse(1);
        long attempts = node.integer("MaxAttempts", 0, MOST_ATTEMPTS).orElse(3);
        double backoff =
                node.number(
                        "BackoffRate",
                        2.0,
                        rate -> rate >= 1.0,
                        "Value must be a number greater than or equal to 1.0");
        OptionalLong longest = node.integer("MaxDelaySeconds", 1, LONGEST_DELAY);
        if (longest.isPresent() && longest.getAsLong() <= interval) {
            node.refuse("MaxDelaySeconds", "MaxDelaySeconds must be greater than IntervalSeconds");
        }
        return new Retrier(
                errors(node, last), interval, attempts, backoff, longest, fullJitter(node));
    }

    private static boolean fullJitter(Node node) {
        String strategy = node.text("JitterStrategy");
        if (strategy == null || strategy.equals("NONE")) {
            return false;
        }
        if (!strategy.equals("FULL")) {
            node.refuse("JitterStrategy", "Value should be one of the following: [NONE, FULL]");
        }
        return true;
    }

    private static void catcher(Node node, boolean last, List<Recovery.Catcher> into) {
        node.allow(List.of("ErrorEquals", "Next", "Assign", "Output", "Comment"));
        node.require("Next");
        List<String> errors = errors(node, last);
        String next = node.text("Next");
        State.Effects effects = StateParser.effects(node);
        if (next != null) {
            into.add(new Recovery.Catcher(errors, next, effects));
        }
    }

    private static List<String> errors(Node node, boolean last) {
        node.require("ErrorEquals");
        List<String> errors = node.texts("ErrorEquals");
        if (errors.isEmpty() && node.has("ErrorEquals")) {
            node.refuse("ErrorEquals", "At least one error name is required");
        }
        if (errors.contains(ALL) && (errors.size() > 1 || !last)) {
            node.refuse(
                    "ErrorEquals",
                    "States.ALL must appear alone and in the last retrier or catcher");
        }
        Set<String> unknown = new HashSet<>();
        for (String error : errors) {
            if (error.startsWith("States.") && !RESERVED.contains(error) && unknown.add(error)) {
                node.refuse("ErrorEquals", "'" + error + "' is not a known reserved error name");
            }
        }
        return errors;
    }
}
