package org.trayline.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.queue.SqsQueue.Message;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsQueueIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PORT = freePort();
    private static final SQSRestServer SERVER =
            SQSRestServerBuilder.withInterface("127.0.0.1").withPort(PORT).start();
    private static final SqsClient SQS = client();
    private static final AtomicInteger QUEUES = new AtomicInteger();

    private final String url =
            SQS.createQueue(q -> q.queueName("queue-" + QUEUES.incrementAndGet())).queueUrl();
    private final SqsQueue queue = SqsQueue.at(url);

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Endpoint and credentials come from outside, as in a function's environment.
    private static SqsClient client() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + PORT);
        return SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
    }

    @BeforeAll
    static void awaitServer() {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            try (Socket listening = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
                assertEquals(PORT, listening.getPort());
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("the queue server does not listen");
    }

    @AfterAll
    static void stop() {
        SQS.close();
        SERVER.stopAndWait();
    }

    /// Everything on the queue: per body, its attributes.
    private Map<String, Map<String, String>> received() {
        Map<String, Map<String, String>> received = new HashMap<>();
        int before;
        do {
            before = received.size();
            SQS.receiveMessage(
                            r ->
                                    r.queueUrl(url)
                                            .maxNumberOfMessages(10)
                                            .messageAttributeNames("All"))
                    .messages()
                    .forEach(
                            message ->
                                    received.put(
                                            message.body(),
                                            message.messageAttributes().entrySet().stream()
                                                    .collect(
                                                            Collectors.toMap(
                                                                    Map.Entry::getKey,
                                                                    a ->
                                                                            a.getValue()
                                                                                    .stringValue()))));
        } while (received.size() > before);
        return received;
    }

    @Test
    void everyMessageArrivesWithItsBodyAndAttributes() {
        assertEquals(
                Set.of("a", "b"),
                queue.send(
                        List.of(
                                new Message("a", "{\"name\":\"Crème brûlée\"}", Map.of()),
                                new Message(
                                        "b",
                                        "two",
                                        Map.of("reason", "/level: is required", "n", "1")))));
        assertEquals(
                Map.of(
                        "{\"name\":\"Crème brûlée\"}",
                        Map.of(),
                        "two",
                        Map.of("reason", "/level: is required", "n", "1")),
                received());
    }

    @Test
    void moreThanABatchTakesArriveAll() {
        List<Message> messages = new ArrayList<>();
        IntStream.range(0, 27)
                .forEach(i -> messages.add(new Message("m" + i, "body " + i, Map.of())));
        Set<String> ids = messages.stream().map(Message::id).collect(Collectors.toSet());
        assertEquals(ids, queue.send(messages));
        assertEquals(
                messages.stream().map(Message::body).collect(Collectors.toSet()),
                received().keySet());
    }

    @Test
    void aQueueThatIsNotThereIsUnavailable() {
        SqsQueue nowhere = SqsQueue.at(url + "-gone");
        assertThrows(
                QueueUnavailable.class,
                () -> nowhere.send(List.of(new Message("a", "body", Map.of()))));
    }
}
