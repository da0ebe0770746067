package org.trayline.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trayline.queue.HeldMessages.Held;

class HeldMessagesIT {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final SQSRestServer server;
    private final String url;

    HeldMessagesIT() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = SQSRestServerBuilder.withInterface("127.0.0.1").withPort(port).start();
        server.waitUntilStarted();
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + port);
        try (var sqs = SqsQueue.client()) {
            url = sqs.createQueue(queue -> queue.queueName("held")).queueUrl();
        }
    }

    @AfterEach
    void close() {
        server.stopAndWait();
    }

    private void send(int count) {
        SqsQueue.at(url)
                .send(
                        IntStream.range(0, count)
                                .mapToObj(
                                        i ->
                                                new SqsQueue.Message(
                                                        "m" + i, "body " + i, Map.of("error", "e")))
                                .toList());
    }

    @Test
    void takesEveryMessageWithItsAttributesAndGivesThemBack() {
        send(23);
        List<Integer> progress = new ArrayList<>();
        try (HeldMessages held = HeldMessages.at(url, LONG);
                HeldMessages other = HeldMessages.at(url, LONG)) {
            List<Held> messages = held.takeAll(progress::add);
            assertEquals(23, messages.size());
            assertEquals(Map.of("error", "e"), messages.getFirst().attributes());
            assertEquals(23, progress.getLast());
            assertEquals(0, held.hiddenByOthers());
            assertEquals(List.of(), other.takeAll(count -> {}));
            assertEquals(23, other.hiddenByOthers());
        }
        try (HeldMessages again = HeldMessages.at(url, LONG)) {
            assertEquals(23, again.takeAll(count -> {}).size());
        }
    }

    @Test
    void whatIsDeletedDoesNotComeBack() {
        send(2);
        try (HeldMessages held = HeldMessages.at(url, LONG)) {
            Held first = held.takeAll(count -> {}).getFirst();
            assertTrue(held.holds(first));
            held.delete(first);
            assertFalse(held.holds(first));
        }
        try (HeldMessages again = HeldMessages.at(url, LONG)) {
            assertEquals(1, again.takeAll(count -> {}).size());
        }
    }

    /// As after a kill: nobody gives back what was held.
    @Test
    @Timeout(30)
    void whatAnInterruptedOneHeldComesBackByItself() {
        send(1);
        HeldMessages interrupted = HeldMessages.at(url, Duration.ofSeconds(2));
        assertEquals(1, interrupted.takeAll(count -> {}).size());
        try (HeldMessages next = HeldMessages.at(url, LONG)) {
            List<Held> back = List.of();
            while (back.isEmpty()) {
                back = next.takeAll(count -> {});
            }
            assertEquals("body 0", back.getFirst().body());
        }
    }
}
