package org.trayline.testinvocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// An endpoint on loopback that answers an unchanged AWS client as a test says: what the real
/// services do not do on demand. Clients find it by the system properties of the SDK.
public final class AwsEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STRING_TRANSPORT = 1;

    /// @param status of HTTP
    public record Answer(int status, String body) {}

    private final Map<String, Function<String, Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, List<String>> requests = new ConcurrentHashMap<>();
    private final HttpServer server;

    public AwsEndpoint() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.endpointUrl", url());
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// Answers every request of that action, such as `StartExecution`, from its body.
    public AwsEndpoint on(String action, Function<String, Answer> answer) {
        answers.put(action, answer);
        return this;
    }

    /// Takes every message of a batch but those.
    public AwsEndpoint takingMessagesBut(String... refusedIds) {
        List<String> refused = Arrays.asList(refusedIds);
        return on("SendMessageBatch", request -> new Answer(200, taken(request, refused)));
    }

    /// The bodies of the requests of that action, in the order of their arrival.
    public List<String> requests(String action) {
        return requests.getOrDefault(action, List.of());
    }

    /// The bodies of all messages that were sent, also of those that were refused.
    public List<String> messages() {
        List<String> bodies = new ArrayList<>();
        requests("SendMessageBatch")
                .forEach(
                        request ->
                                read(request)
                                        .path("Entries")
                                        .forEach(
                                                entry ->
                                                        bodies.add(
                                                                entry.path("MessageBody")
                                                                        .asText())));
        return bodies;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String action =
                target == null
                        ? formFields(body).getOrDefault("Action", "")
                        : target.substring(target.indexOf('.') + 1);
        requests.computeIfAbsent(action, a -> new ArrayList<>()).add(body);
        Answer answer = answers.getOrDefault(action, b -> new Answer(501, "{}")).apply(body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", target == null ? "text/xml" : "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// The fields of a form, as the Query protocol sends them.
    public static Map<String, String> formFields(String body) {
        return Arrays.stream(body.split("&", -1))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(
                        Collectors.toMap(
                                field -> field[0],
                                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String taken(String request, List<String> refused) {
        ObjectNode response = JSON.createObjectNode();
        ArrayNode successful = response.putArray("Successful");
        ArrayNode failed = response.putArray("Failed");
        for (JsonNode entry : read(request).path("Entries")) {
            String id = entry.path("Id").asText();
            if (refused.contains(id)) {
                failed.addObject()
                        .put("Id", id)
                        .put("Code", "InternalError")
                        .put("SenderFault", false);
            } else {
                successful
                        .addObject()
                        .put("Id", id)
                        .put("MessageId", id)
                        .put("MD5OfMessageBody", md5(utf8(entry.path("MessageBody").asText())))
                        .put("MD5OfMessageAttributes", md5OfAttributes(entry));
            }
        }
        return response.toString();
    }

    /// Of the attributes of an entry of SendMessageBatch.
    public static String md5OfAttributes(JsonNode entry) {
        return md5(digestible(entry));
    }

    /// What the client checks the answer by, as SQS's developer guide describes it (Calculating the
    /// MD5 message digest): name, type and value of every attribute, each after its length.
    private static byte[] digestible(JsonNode entry) {
        ByteArrayOutputStream digestible = new ByteArrayOutputStream();
        entry.path("MessageAttributes").properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        named -> {
                            JsonNode attribute = named.getValue();
                            digestible.writeBytes(afterItsLength(named.getKey()));
                            digestible.writeBytes(
                                    afterItsLength(attribute.path("DataType").asText()));
                            digestible.write(STRING_TRANSPORT);
                            digestible.writeBytes(
                                    afterItsLength(attribute.path("StringValue").asText()));
                        });
        return digestible.toByteArray();
    }

    private static byte[] afterItsLength(String text) {
        byte[] bytes = utf8(text);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
