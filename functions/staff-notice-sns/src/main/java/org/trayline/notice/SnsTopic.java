package org.trayline.notice;

import java.util.Map;
import java.util.stream.Collectors;
import org.trayline.meal.order.NoticesUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/// Publishes notices to one SNS topic.
public final class SnsTopic {
    private final SnsClient sns;
    private final String topicArn;

    /// A topic at the endpoint and with the credentials of the environment.
    public static SnsTopic at(String topicArn) {
        return new SnsTopic(
                SnsClient.builder().httpClient(UrlConnectionHttpClient.create()).build(), topicArn);
    }

    SnsTopic(SnsClient sns, String topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    /// Publishes one notice and answers with its message id.
    ///
    /// @param attributes what filter policies read; one of a blank value is left out
    /// @throws NoticesUnavailable where it may go through later
    public String publish(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values =
                attributes.entrySet().stream()
                        .filter(attribute -> !attribute.getValue().isBlank())
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        attribute ->
                                                MessageAttributeValue.builder()
                                                        .dataType("String")
                                                        .stringValue(attribute.getValue())
                                                        .build()));
        try {
            return sns.publish(
                            request ->
                                    request.topicArn(topicArn)
                                            .message(body)
                                            .messageAttributes(values))
                    .messageId();
        } catch (SdkException e) {
            throw new NoticesUnavailable("the topic did not take a notice", e);
        }
    }
}
