package org.trayline.contract.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.trayline.contract.Project;
import org.trayline.testinvocation.AwsEndpoint;

/// The two calls that the functions make of SNS (Publish, Query protocol) and SQS
/// (SendMessageBatch, JSON protocol), answered on this machine and kept.
final class LoopbackAws implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger count = new AtomicInteger();
    private final List<JsonNode> notices = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    LoopbackAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// From now on SNS answers 503, or no longer.
    void refuse(boolean refuses) {
        refusing = refuses;
    }

    /// What was published for a facility: the message, and its attributes as texts.
    List<JsonNode> notices(String facility) {
        return notices.stream()
                .filter(notice -> notice.at("/attributes/facility").asText().equals(facility))
                .toList();
    }

    /// The bodies of all messages that the queue took.
    List<String> messages() {
        return List.copyOf(messages);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target != null) {
                send(exchange, 200, "application/x-amz-json-1.0", sendMessageBatch(body));
            } else if (refusing) {
                send(
                        exchange,
                        503,
                        "text/xml",
                        "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>");
            } else {
                send(exchange, 200, "text/xml", publish(body));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String publish(String form) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        if (!"Publish".equals(parameters.get("Action"))) {
            throw new IOException("SNS is asked for " + parameters.get("Action"));
        }
        ObjectNode notice = Project.JSON.createObjectNode();
        notice.set("message", Project.JSON.readTree(parameters.get("Message")));
        ObjectNode attributes = notice.putObject("attributes");
        String entry = "MessageAttributes.entry.";
        for (int i = 1; parameters.containsKey(entry + i + ".Name"); i++) {
            attributes.put(
                    parameters.get(entry + i + ".Name"),
                    parameters.get(entry + i + ".Value.StringValue"));
        }
        notices.add(notice);
        return """
        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>
        <MessageId>notice-%1$d</MessageId></PublishResult>
        <ResponseMetadata><RequestId>request-%1$d</RequestId></ResponseMetadata></PublishResponse>
        """
                .formatted(count.incrementAndGet());
    }

    private String sendMessageBatch(String body) throws IOException {
        ObjectNode answer = Project.JSON.createObjectNode();
        ArrayNode successful = answer.putArray("Successful");
        answer.putArray("Failed");
        for (JsonNode entry : Project.JSON.readTree(body).path("Entries")) {
            String message = entry.path("MessageBody").asText();
            messages.add(message);
            ObjectNode taken =
                    successful
                            .addObject()
                            .put("Id", entry.path("Id").asText())
                            .put("MessageId", "message-" + count.incrementAndGet())
                            .put("MD5OfMessageBody", md5(message));
            if (entry.has("MessageAttributes")) {
                taken.put("MD5OfMessageAttributes", AwsEndpoint.md5OfAttributes(entry));
            }
        }
        return answer.toString();
    }

    /// SQS answers with it and its client compares it.
    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
