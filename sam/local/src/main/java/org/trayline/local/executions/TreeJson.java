package org.trayline.local.executions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/// Spells an execution and its states as JSON; what has not happened is left out.
final class TreeJson {
    private TreeJson() {}

    static String of(DescribeExecutionResponse execution, Part story) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("name", execution.name());
        node.put("arn", execution.executionArn());
        node.put("status", execution.statusAsString());
        times(node, execution.startDate(), execution.stopDate());
        node.put("redrives", execution.redriveCount());
        if (execution.error() != null || execution.cause() != null) {
            problem(node, new Problem(execution.error(), execution.cause()));
        }
        steps(node.putArray("states"), story);
        return node.toPrettyString() + System.lineSeparator();
    }

    private static void steps(ArrayNode nodes, Part part) {
        for (Step step : part.steps) {
            ObjectNode node = nodes.addObject();
            node.put("name", step.name);
            node.put("type", step.type);
            node.put("outcome", step.outcome().word());
            times(node, step.entered, step.exited);
            problem(node, step.problem);
            if (!step.attempts.isEmpty()) {
                ArrayNode attempts = node.putArray("attempts");
                for (Attempt attempt : step.attempts) {
                    ObjectNode one = attempts.addObject();
                    times(one, attempt.scheduled(), attempt.ended());
                    problem(one, attempt.problem());
                }
            }
            if (step.tries > 0) {
                node.put("tries", step.tries);
                ArrayNode parts = node.putArray(step.length < 0 ? "branches" : "iterations");
                step.parts.forEach(
                        (number, held) -> {
                            ObjectNode one = parts.addObject();
                            one.put("number", number);
                            one.put("outcome", held.outcome().word());
                            steps(one.putArray("states"), held);
                        });
            }
        }
    }

    private static void times(ObjectNode node, Instant from, @Nullable Instant to) {
        node.put("started", from.toString());
        if (to != null) {
            node.put("ended", to.toString());
            node.put("millis", Duration.between(from, to).toMillis());
        }
    }

    private static void problem(ObjectNode node, @Nullable Problem problem) {
        if (problem != null) {
            node.put("error", problem.error());
            node.put("cause", problem.cause());
        }
    }
}
