package org.trayline.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;
import org.mockito.stubbing.OngoingStubbing;
import org.trayline.meal.order.QueueUnavailable;
import org.trayline.queue.SqsQueue.Message;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// What a real queue does not do on demand: take some messages of a batch and refuse others.
class SqsQueueTest {
    private final SqsClient sqs = mock(SqsClient.class);
    private final SqsQueue queue = new SqsQueue(sqs, "https://sqs/queue");

    private static List<Message> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Message("m" + i, "body " + i, Map.of()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private OngoingStubbing<SendMessageBatchResponse> whenSent() {
        return when(sqs.sendMessageBatch(any(Consumer.class)));
    }

    private static SendMessageBatchResponse refusing(String... ids) {
        return SendMessageBatchResponse.builder()
                .failed(
                        Arrays.stream(ids)
                                .map(
                                        id ->
                                                BatchResultErrorEntry.builder()
                                                        .id(id)
                                                        .code("InternalError")
                                                        .build())
                                .toList())
                .build();
    }

    private static Set<String> ids(int from, int to) {
        Set<String> ids = new HashSet<>();
        IntStream.range(from, to).forEach(i -> ids.add("m" + i));
        return ids;
    }

    @BeforeEach
    void takeAll() {
        whenSent().thenReturn(refusing());
    }

    @Test
    void answersWithoutThoseThatWereRefused() {
        whenSent().thenReturn(refusing("m1", "m3"));
        assertEquals(Set.of("m0", "m2"), queue.send(messages(4)));
    }

    @Test
    void aBatchThatFailsDoesNotKeepTheOthersBack() {
        whenSent()
                .thenReturn(refusing("m9"))
                .thenThrow(SdkClientException.create("connection reset"))
                .thenReturn(refusing());
        Set<String> taken = ids(0, 9);
        taken.addAll(ids(20, 25));
        assertEquals(taken, queue.send(messages(25)));
    }

    @Test
    @SuppressWarnings("unchecked")
    void sendsTenAtATimeInOrder() {
        StringBuilder sent = new StringBuilder();
        Answer<SendMessageBatchResponse> recording =
                call -> {
                    SendMessageBatchRequest.Builder request = SendMessageBatchRequest.builder();
                    ((Consumer<SendMessageBatchRequest.Builder>) call.getArgument(0))
                            .accept(request);
                    SendMessageBatchRequest batch = request.build();
                    sent.append(batch.queueUrl()).append(' ');
                    batch.entries().forEach(entry -> sent.append(entry.messageBody()).append(','));
                    return refusing();
                };
        whenSent().thenAnswer(recording);
        queue.send(messages(11));
        assertEquals(
                "https://sqs/queue body 0,body 1,body 2,body 3,body 4,body 5,body 6,body 7,body 8,"
                        + "body 9,https://sqs/queue body 10,",
                sent.toString());
    }

    @Test
    void namesItsFaultWhereNothingWasTaken() {
        RuntimeException cause = QueueDoesNotExistException.builder().message("gone").build();
        whenSent().thenThrow(cause);
        QueueUnavailable fault =
                assertThrows(QueueUnavailable.class, () -> queue.send(messages(12)));
        assertEquals("no message was taken", fault.getMessage());
        assertSame(cause, fault.getCause());
    }

    @Test
    void takingNoneOfABatchWithoutAFaultIsNoFault() {
        whenSent().thenReturn(refusing("m0", "m1"));
        assertEquals(Set.of(), queue.send(messages(2)));
    }

    @Test
    @SuppressWarnings("unchecked")
    void nothingToSendAsksNobody() {
        assertEquals(Set.of(), queue.send(List.of()));
        verify(sqs, never()).sendMessageBatch(any(Consumer.class));
        queue.send(messages(20));
        verify(sqs, times(2)).sendMessageBatch(any(Consumer.class));
    }
}
