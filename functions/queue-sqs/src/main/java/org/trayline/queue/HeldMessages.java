package org.trayline.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Looks at all messages of a queue: each is held, hidden from others, until it is given back,
/// deleted, or not kept for a while. Not for several threads.
public final class HeldMessages implements AutoCloseable {
    private static final int BATCH = 10;
    private static final int WAIT_SECONDS = 1;

    private final SqsClient sqs;
    private final String queueUrl;
    private final Duration hidden;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private long keptAtNanos = System.nanoTime();

    /// @param sentAt when it came into this queue, by SQS's clock
    /// @param attributes those of the sender
    public record Held(
            String messageId,
            String body,
            Map<String, String> attributes,
            Instant sentAt,
            String receipt) {
        public Held {
            attributes = Map.copyOf(attributes);
        }
    }

    /// @param hidden how long a message is out of others' sight that is neither kept nor given back
    public static HeldMessages at(String queueUrl, Duration hidden) {
        return new HeldMessages(SqsQueue.client(), queueUrl, hidden);
    }

    HeldMessages(SqsClient sqs, String queueUrl, Duration hidden) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.hidden = hidden;
    }

    /// Takes every message that is in sight, the earliest sent first.
    ///
    /// @param progress told of how many are held
    public List<Held> takeAll(IntConsumer progress) {
        List<Message> messages;
        do {
            // A short poll asks a part of SQS's servers only, and may find none where there are
            // some.
            messages =
                    sqs.receiveMessage(
                                    request ->
                                            request.queueUrl(queueUrl)
                                                    .maxNumberOfMessages(BATCH)
                                                    .waitTimeSeconds(WAIT_SECONDS)
                                                    .visibilityTimeout((int) hidden.toSeconds())
                                                    .messageSystemAttributeNames(
                                                            MessageSystemAttributeName
                                                                    .SENT_TIMESTAMP)
                                                    .messageAttributeNames("All"))
                            .messages();
            messages.forEach(message -> held.put(message.messageId(), held(message)));
            progress.accept(held.size());
            keep();
        } while (!messages.isEmpty());
        return held.values().stream()
                .sorted(Comparator.comparing(Held::sentAt).thenComparing(Held::messageId))
                .toList();
    }

    private static Held held(Message message) {
        Map<String, String> attributes = new HashMap<>();
        message.messageAttributes()
                .forEach((name, value) -> attributes.put(name, value.stringValue()));
        return new Held(
                message.messageId(),
                message.body(),
                attributes,
                Instant.ofEpochMilli(
                        Long.parseLong(
                                message.attributes()
                                        .getOrDefault(
                                                MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
                message.receiptHandle());
    }

    /// How many messages are out of sight that this one does not hold: another looks at them, or
    /// one that was interrupted did.
    public int hiddenByOthers() {
        String inFlight =
                sqs.getQueueAttributes(
                                request ->
                                        request.queueUrl(queueUrl)
                                                .attributeNames(
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes()
                        .getOrDefault(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0");
        return Math.max(0, Integer.parseInt(inFlight) - held.size());
    }

    /// Keeps what is held out of sight; to be called often, does something now and then.
    public void keep() {
        if (System.nanoTime() - keptAtNanos > hidden.toNanos() / 3) {
            hide(held.values(), (int) hidden.toSeconds());
            keptAtNanos = System.nanoTime();
        }
    }

    public void delete(Held message) {
        sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receipt()));
        held.remove(message.messageId());
    }

    /// Gives back all that is still held.
    @Override
    public void close() {
        hide(held.values(), 0);
        held.clear();
    }

    /// What another has taken meanwhile, or deleted, is not this one's any more.
    private void hide(Collection<Held> messages, int seconds) {
        List<Held> all = new ArrayList<>(messages);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Held> batch = all.subList(from, Math.min(from + BATCH, all.size()));
            Set<String> lost =
                    sqs
                            .changeMessageVisibilityBatch(
                                    request ->
                                            request.queueUrl(queueUrl)
                                                    .entries(
                                                            batch.stream()
                                                                    .map(one -> entry(one, seconds))
                                                                    .toList()))
                            .failed()
                            .stream()
                            .map(failure -> failure.id())
                            .collect(Collectors.toSet());
            batch.stream().map(Held::messageId).filter(lost::contains).forEach(held::remove);
        }
    }

    /// Whether it is still this one's to decide on.
    public boolean holds(Held message) {
        return held.containsKey(message.messageId());
    }

    private static ChangeMessageVisibilityBatchRequestEntry entry(Held message, int seconds) {
        return ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(message.messageId())
                .receiptHandle(message.receipt())
                .visibilityTimeout(seconds)
                .build();
    }
}
