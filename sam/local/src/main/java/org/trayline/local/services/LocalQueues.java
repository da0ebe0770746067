package org.trayline.local.services;

import java.net.URI;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// SQS in this process, in memory: a queue ends with it, and the ledger sends again.
public final class LocalQueues implements AutoCloseable {
    private final SQSRestServer server;
    private final SqsClient client;
    private final URI endpoint;

    private LocalQueues(SQSRestServer server, SqsClient client, URI endpoint) {
        this.server = server;
        this.client = client;
        this.endpoint = endpoint;
    }

    public static LocalQueues start(int port) {
        SQSRestServer server =
                SQSRestServerBuilder.withInterface("127.0.0.1").withPort(port).start();
        server.waitUntilStarted();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        SqsClient client =
                SqsClient.builder()
                        .endpointOverride(endpoint)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
        return new LocalQueues(server, client, endpoint);
    }

    public URI endpoint() {
        return endpoint;
    }

    public SqsClient client() {
        return client;
    }

    /// Creates a queue and answers with its URL.
    public String create(String name, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(queue -> queue.queueName(name).attributes(attributes)).queueUrl();
    }

    /// How many messages wait in a queue or are being worked on.
    public int depth(String queueUrl) {
        Map<QueueAttributeName, String> attributes =
                client.getQueueAttributes(
                                queue ->
                                        queue.queueUrl(queueUrl)
                                                .attributeNames(
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES,
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
