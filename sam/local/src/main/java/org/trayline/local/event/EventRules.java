package org.trayline.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.local.template.Stack;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The rules of the template, told of every execution that starts or ends. Like EventBridge's, an
/// event is delivered at best effort: one that a queue does not take is lost.
public final class EventRules implements Consumer<ExecutionStatusChange> {
    private static final JsonMapper JSON = new JsonMapper();

    private record Rule(Map<String, Object> pattern, List<Target> targets) {}

    private record Target(String queueUrl, InputTransformer transformer) {}

    private final SqsClient sqs;
    private final List<Rule> rules;

    /// @param queueUrl gives the URL of a queue by its logical id
    public EventRules(SqsClient sqs, List<Stack.EventRule> rules, UnaryOperator<String> queueUrl) {
        this.sqs = sqs;
        this.rules =
                rules.stream()
                        .map(
                                rule ->
                                        new Rule(
                                                rule.pattern(),
                                                rule.targets().stream()
                                                        .map(target -> target(target, queueUrl))
                                                        .toList()))
                        .toList();
    }

    private static Target target(Stack.RuleTarget target, UnaryOperator<String> queueUrl) {
        return new Target(
                queueUrl.apply(target.queueId()),
                new InputTransformer(target.paths(), target.template()));
    }

    @Override
    public void accept(ExecutionStatusChange change) {
        JsonNode event = event(change);
        for (Rule rule : rules) {
            if (matches(rule.pattern(), event)) {
                rule.targets().forEach(target -> send(target, event));
            }
        }
    }

    private void send(Target target, JsonNode event) {
        try {
            sqs.sendMessage(
                    message ->
                            message.queueUrl(target.queueUrl())
                                    .messageBody(target.transformer().transform(event)));
        } catch (SdkException e) {
            System.getLogger(EventRules.class.getName())
                    .log(System.Logger.Level.WARNING, "an event was lost", e);
        }
    }

    /// What rules read of the event that Step Functions sends to EventBridge.
    private static ObjectNode event(ExecutionStatusChange change) {
        ObjectNode event = JSON.createObjectNode();
        event.put("source", "aws.states");
        event.put("detail-type", "Step Functions Execution Status Change");
        ObjectNode detail = event.putObject("detail");
        detail.put("executionArn", change.executionArn());
        detail.put("stateMachineArn", change.stateMachineArn());
        detail.put("name", change.name());
        detail.put("status", change.status().name());
        detail.put("error", change.error());
        detail.put("cause", change.cause());
        detail.put("redriveCount", change.redriveCount());
        return event;
    }

    private static boolean matches(@Nullable Object pattern, JsonNode event) {
        return switch (pattern) {
            case Map<?, ?> fields ->
                    fields.entrySet().stream()
                            .allMatch(
                                    field ->
                                            matches(
                                                    field.getValue(),
                                                    event.path(String.valueOf(field.getKey()))));
            case List<?> values -> values.contains(event.asText());
            case null, default ->
                    throw new IllegalArgumentException(
                            "one machine matches events only by lists of values, not by "
                                    + pattern);
        };
    }
}
