package org.trayline.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.local.template.Stack;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/// An event source mapping: takes messages from a queue, calls the function with them and deletes
/// those that it did not report as failed.
public final class QueuePoller implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WAIT_SECONDS = 1;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final SqsClient sqs;
    private final String queueUrl;
    private final Stack.QueueSource source;
    private final LambdaFunctions functions;
    private final BooleanSupplier mayStartMore;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    /// @param mayStartMore false while enough is under way: messages then wait in the queue
    public QueuePoller(
            SqsClient sqs,
            String queueUrl,
            Stack.QueueSource source,
            LambdaFunctions functions,
            BooleanSupplier mayStartMore) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.source = source;
        this.functions = functions;
        this.mayStartMore = mayStartMore;
    }

    public void start() {
        for (int i = 0; i < source.maximumConcurrency(); i++) {
            threads.execute(this::poll);
        }
    }

    private void poll() {
        while (!closed) {
            try {
                if (mayStartMore.getAsBoolean()) {
                    batch();
                } else {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | SdkException e) {
                // Not deleted, so delivered again.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void batch() throws InterruptedException, IOException {
        List<Message> messages =
                sqs.receiveMessage(
                                request ->
                                        request.queueUrl(queueUrl)
                                                .maxNumberOfMessages(source.batchSize())
                                                .waitTimeSeconds(WAIT_SECONDS))
                        .messages();
        if (messages.isEmpty()) {
            return;
        }
        Set<String> failed = call(messages);
        List<DeleteMessageBatchRequestEntry> done =
                messages.stream()
                        .filter(message -> !failed.contains(message.messageId()))
                        .map(
                                message ->
                                        DeleteMessageBatchRequestEntry.builder()
                                                .id(message.messageId())
                                                .receiptHandle(message.receiptHandle())
                                                .build())
                        .toList();
        if (!done.isEmpty()) {
            sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(done));
        }
    }

    /// @return the ids of the messages that the function did not handle
    private Set<String> call(List<Message> messages) throws InterruptedException, IOException {
        LambdaFunctions.Answer answer =
                functions.invoke(
                        source.functionId(),
                        event(messages).toString().getBytes(StandardCharsets.UTF_8));
        Set<String> failed = new HashSet<>();
        if (answer instanceof LambdaFunctions.Returned returned) {
            for (JsonNode failure : JSON.readTree(returned.payload()).path("batchItemFailures")) {
                failed.add(failure.path("itemIdentifier").asText());
            }
        } else {
            messages.forEach(message -> failed.add(message.messageId()));
        }
        return failed;
    }

    /// As https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html shows it.
    private ObjectNode event(List<Message> messages) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode item = records.addObject();
            item.put("messageId", message.messageId());
            item.put("receiptHandle", message.receiptHandle());
            item.put("body", message.body());
            item.put("eventSource", "aws:sqs");
        }
        return event;
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        try {
            // The last long poll ends by itself; cut short, the queue would complain of it.
            if (!threads.awaitTermination(2L * WAIT_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }
}
