package org.trayline.local.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The Publish call of the SNS Query protocol: it counts notices and delivers them to nobody
/// (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
public final class LocalTopic implements AutoCloseable {
    private static final int OK = 200;
    private static final int REFUSED = 400;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger notices = new AtomicInteger();
    private final AtomicInteger urgent = new AtomicInteger();

    private LocalTopic(HttpServer server) {
        this.server = server;
    }

    public static LocalTopic start(int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        LocalTopic topic = new LocalTopic(server);
        server.createContext("/", topic::answer);
        server.setExecutor(topic.threads);
        server.start();
        return topic;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form =
                    URLDecoder.decode(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8),
                            StandardCharsets.UTF_8);
            boolean publish = Arrays.asList(form.split("&", -1)).contains("Action=Publish");
            if (publish) {
                notices.incrementAndGet();
                if (form.contains("StringValue=URGENT")) {
                    urgent.incrementAndGet();
                }
            }
            byte[] body = (publish ? published() : refused()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(publish ? OK : REFUSED, body.length);
            exchange.getResponseBody().write(body);
        }
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
