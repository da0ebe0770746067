package org.trayline.local.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The Publish call of the SNS Query protocol: it counts notices and writes each to a file, a line
/// of JSON (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
public final class LocalTopic implements AutoCloseable {
    private static final int OK = 200;
    private static final int REFUSED = 400;

    private final HttpServer server;
    private final Path file;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger notices = new AtomicInteger();
    private final AtomicInteger urgent = new AtomicInteger();

    private LocalTopic(HttpServer server, Path file) {
        this.server = server;
        this.file = file;
    }

    /// @param file to which the notices are added; made where it is missing
    public static LocalTopic start(int port, Path file) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        LocalTopic topic = new LocalTopic(server, file);
        server.createContext("/", topic::answer);
        server.setExecutor(topic.threads);
        server.start();
        return topic;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form = form(exchange.getRequestBody().readAllBytes());
            boolean publish = "Publish".equals(form.get("Action"));
            if (publish) {
                // First: whoever is told that it was published finds it there, whatever ends then.
                write(form.getOrDefault("Message", ""));
                notices.incrementAndGet();
                if (form.containsValue("URGENT")) {
                    urgent.incrementAndGet();
                }
            }
            byte[] body = (publish ? published() : refused()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(publish ? OK : REFUSED, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> form(byte[] body) {
        Map<String, String> form = new HashMap<>();
        for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private synchronized void write(String notice) throws IOException {
        Files.writeString(
                file, notice + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String published() {
        return """
        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\
        <PublishResult><MessageId>%s</MessageId></PublishResult>\
        </PublishResponse>"""
                .formatted(UUID.randomUUID());
    }

    private static String refused() {
        return """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\
        <Error><Type>Sender</Type><Code>InvalidAction</Code>\
        <Message>one machine only publishes</Message></Error></ErrorResponse>""";
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// How many notices were published, the urgent ones among them.
    public int notices() {
        return notices.get();
    }

    public int urgentNotices() {
        return urgent.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
