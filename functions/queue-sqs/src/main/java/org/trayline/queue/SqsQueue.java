package org.trayline.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trayline.meal.order.QueueUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Sends messages to one SQS queue.
public final class SqsQueue {
    /// What SendMessageBatch takes at most.
    private static final int BATCH = 10;

    private static final QueueAttributeName VISIBLE =
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    private static final QueueAttributeName HIDDEN =
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

    private final SqsClient sqs;
    private final String queueUrl;

    /// A queue at the endpoint and with the credentials of the environment.
    public static SqsQueue at(String queueUrl) {
        return new SqsQueue(client(), queueUrl);
    }

    static SqsClient client() {
        return SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
    }

    SqsQueue(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /// @param id unique among the messages of one call, `[A-Za-z0-9_-]{1,80}`
    /// @param attributes not empty values
    public record Message(String id, String body, Map<String, String> attributes) {
        public Message {
            attributes = Map.copyOf(attributes);
        }
    }

    /// Sends all messages, ten at a time, and answers with the ids of those that the queue took.
    ///
    /// @throws QueueUnavailable where it took none of them
    public Set<String> send(List<Message> messages) {
        Set<String> taken = new HashSet<>();
        RuntimeException failure = null;
        for (int from = 0; from < messages.size(); from += BATCH) {
            List<Message> batch = messages.subList(from, Math.min(from + BATCH, messages.size()));
            try {
                taken.addAll(sendBatch(batch));
            } catch (SdkException e) {
                failure = e;
            }
        }
        if (taken.isEmpty() && failure != null) {
            throw new QueueUnavailable("no message was taken", failure);
        }
        return taken;
    }

    /// How many messages it has by SQS's approximate count, those included that are out of sight.
    public int depth() {
        return sqs
                .getQueueAttributes(
                        request -> request.queueUrl(queueUrl).attributeNames(VISIBLE, HIDDEN))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private Set<String> sendBatch(List<Message> batch) {
        Set<String> taken = batch.stream().map(Message::id).collect(Collectors.toSet());
        List<BatchResultErrorEntry> failed =
                sqs.sendMessageBatch(
                                request ->
                                        request.queueUrl(queueUrl)
                                                .entries(
                                                        batch.stream()
                                                                .map(SqsQueue::entry)
                                                                .toList()))
                        .failed();
        failed.forEach(entry -> taken.remove(entry.id()));
        return taken;
    }

    private static SendMessageBatchRequestEntry entry(Message message) {
        Map<String, MessageAttributeValue> attributes =
                message.attributes().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        attribute ->
                                                MessageAttributeValue.builder()
                                                        .dataType("String")
                                                        .stringValue(attribute.getValue())
                                                        .build()));
        return SendMessageBatchRequestEntry.builder()
                .id(message.id())
                .messageBody(message.body())
                .messageAttributes(attributes)
                .build();
    }
}
