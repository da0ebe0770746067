package org.trayline.asl.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ApiFault;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.json.Json;

/// The Step Functions wire API (AWS JSON 1.0) on loopback: any AWS SDK can be pointed at it.
///
/// `POST /` only. Signatures are taken and not verified.
public final class StepFunctionsServer implements AutoCloseable {
    private static final String TARGET = "AWSStepFunctions.";
    private static final int BACKLOG = 1024;
    private static final int OK = 200;
    private static final int REFUSED = 400;
    private static final int FAILED = 500;
    private static final int NO_SUCH_METHOD = 405;

    static {
        // Without it the JDK's server holds small answers back for some 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Call> calls = new HashMap<>();

    /// Listens at once.
    ///
    /// @param port 0 for any that is free
    /// @throws IOException if the port is taken
    public StepFunctionsServer(StepFunctions engine, int port) throws IOException {
        new StateMachineCalls(engine).registerIn(calls);
        new VersionCalls(engine.stateMachines()).registerIn(calls);
        new ExecutionCalls(engine).registerIn(calls);
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /// Where it listens, for instance `http://127.0.0.1:8083`.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(NO_SUCH_METHOD, -1);
                return;
            }
            String body;
            try (InputStream in = exchange.getRequestBody()) {
                body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            answer(exchange, exchange.getRequestHeaders().getFirst("X-Amz-Target"), body);
        }
    }

    private void answer(HttpExchange exchange, @Nullable String target, String body)
            throws IOException {
        try {
            send(exchange, OK, call(target).answer(Parameters.parse(body)).fields());
        } catch (ApiFault fault) {
            send(exchange, REFUSED, fault(fault.code(), fault.text()));
        } catch (RuntimeException fault) {
            System.getLogger(StepFunctionsServer.class.getName())
                    .log(System.Logger.Level.ERROR, "a call failed: " + target, fault);
            send(exchange, FAILED, fault("InternalFailure", fault.toString()));
        }
    }

    private Call call(@Nullable String target) {
        Call call =
                target != null && target.startsWith(TARGET)
                        ? calls.get(target.substring(TARGET.length()))
                        : null;
        if (call == null) {
            throw new ApiFault("UnknownOperationException", "No such operation: " + target);
        }
        return call;
    }

    private static Map<String, Object> fault(String code, String message) {
        return new Answer().put("__type", code).put("message", message).fields();
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> fields)
            throws IOException {
        byte[] bytes = Json.of(fields).text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// Stops listening; the engine goes on.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
