package org.trayline.local.isolated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.trayline.local.lambda.FaultReport;

/// Lambda's Runtime API for one environment
/// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): a runtime asks for the next
/// call and posts what came of it.
final class RuntimeApi implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_SUCH_PATH = 404;

    private sealed interface Outcome {
        record Response(String payload) implements Outcome {}

        record Fault(String report) implements Outcome {}
    }

    private final HttpServer server;
    private final String function;
    private final Duration timeout;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<byte[]> calls = new SynchronousQueue<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile long readyAtNanos;

    private RuntimeApi(HttpServer server, String function, Duration timeout) {
        this.server = server;
        this.function = function;
        this.timeout = timeout;
    }

    static RuntimeApi start(String function, Duration timeout) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RuntimeApi api = new RuntimeApi(server, function, timeout);
        server.createContext("/", api::answer);
        server.setExecutor(api.threads);
        server.start();
        return api;
    }

    /// `host:port`
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Waits until the runtime has asked for its first call.
    ///
    /// @return when it did, by [System#nanoTime]; or 0 where it did not in that time
    long awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS) ? readyAtNanos : 0;
    }

    /// Has the runtime handle one call.
    ///
    /// @throws FaultReport with what the handler threw
    byte[] call(byte[] payload) throws InterruptedException {
        calls.put(payload);
        return switch (outcomes.take()) {
            case Outcome.Response(String response) -> response.getBytes(StandardCharsets.UTF_8);
            case Outcome.Fault(String report) -> throw fault(report);
        };
    }

    private static FaultReport fault(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new FaultReport(
                    json.path("errorType").asText("Unhandled"),
                    json.path("errorMessage").asText(),
                    text);
        } catch (IOException e) {
            return new FaultReport("Unhandled", text, text);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(BASE + "invocation/next")) {
                next(exchange);
                return;
            }
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.endsWith("/response")) {
                outcomes.add(new Outcome.Response(body));
            } else if (path.endsWith("/error")) {
                outcomes.add(new Outcome.Fault(body));
            } else {
                exchange.sendResponseHeaders(NO_SUCH_PATH, -1);
                return;
            }
            exchange.sendResponseHeaders(ACCEPTED, -1);
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        if (ready.getCount() > 0) {
            readyAtNanos = System.nanoTime();
            ready.countDown();
        }
        byte[] payload;
        try {
            payload = calls.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
        headers.set("Lambda-Runtime-Invoked-Function-Arn", function);
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(System.currentTimeMillis() + timeout.toMillis()));
        exchange.sendResponseHeaders(OK, payload.length);
        exchange.getResponseBody().write(payload);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
