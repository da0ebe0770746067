package org.trayline.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.OngoingStubbing;
import org.trayline.meal.order.NoticesUnavailable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

class SnsTopicTest {
    private static final String ARN = "arn:aws:sns:us-east-1:000000000000:staff-notices";

    private final SnsClient sns = mock(SnsClient.class);
    private final SnsTopic topic = new SnsTopic(sns, ARN);

    @SuppressWarnings("unchecked")
    private OngoingStubbing<PublishResponse> whenPublished() {
        return when(sns.publish(any(Consumer.class)));
    }

    @SuppressWarnings("unchecked")
    private List<PublishRequest> published() {
        List<PublishRequest> published = new ArrayList<>();
        whenPublished()
                .thenAnswer(
                        call -> {
                            PublishRequest.Builder request = PublishRequest.builder();
                            ((Consumer<PublishRequest.Builder>) call.getArgument(0))
                                    .accept(request);
                            published.add(request.build());
                            return PublishResponse.builder().messageId("message-1").build();
                        });
        return published;
    }

    @Test
    void publishesTheNoticeWithWhatFilterPoliciesRead() {
        List<PublishRequest> published = published();
        assertEquals(
                "message-1",
                topic.publish("{\"kind\":\"HELD\"}", Map.of("kind", "HELD", "unit", "4 West")));
        PublishRequest request = published.getFirst();
        assertEquals(ARN, request.topicArn());
        assertEquals("{\"kind\":\"HELD\"}", request.message());
        assertEquals(
                Map.of("kind", "String:HELD", "unit", "String:4 West"),
                request.messageAttributes().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        a ->
                                                a.getValue().dataType()
                                                        + ":"
                                                        + a.getValue().stringValue())));
    }

    @Test
    void leavesABlankAttributeOutSinceSnsRefusesIt() {
        List<PublishRequest> published = published();
        topic.publish("body", Map.of("kind", "HELD", "unit", "", "room", " "));
        assertEquals(
                List.of("kind"), List.copyOf(published.getFirst().messageAttributes().keySet()));
    }

    @Test
    void namesItsFaultWhereTheTopicDoesNotTakeIt() {
        RuntimeException unreachable = SdkClientException.create("connection refused");
        whenPublished().thenThrow(unreachable);
        assertSame(
                unreachable,
                assertThrows(NoticesUnavailable.class, () -> topic.publish("body", Map.of()))
                        .getCause());

        RuntimeException noTopic = NotFoundException.builder().message("no such topic").build();
        whenPublished().thenThrow(noTopic);
        assertSame(
                noTopic,
                assertThrows(NoticesUnavailable.class, () -> topic.publish("body", Map.of()))
                        .getCause());
    }

    @Test
    void doesNotHideAFaultOfItsOwn() {
        whenPublished().thenThrow(new IllegalStateException("a bug"));
        assertThrows(IllegalStateException.class, () -> topic.publish("body", Map.of()));
    }
}
