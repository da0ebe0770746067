package org.trayline.local.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Serves the page on loopback.
public final class Inspector implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int MOST_BODY = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Gate gate;
    private final Routes routes;

    private Inspector(HttpServer server, Inspected inspected, @Nullable ProofFragments proofs) {
        this.server = server;
        this.gate = new Gate(server.getAddress().getPort());
        this.routes = new Routes(inspected, proofs);
    }

    /// @param port 0 for any free one
    /// @param proofs null where none are drawn
    public static Inspector start(int port, Inspected inspected, @Nullable ProofFragments proofs)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        Inspector inspector = new Inspector(server, inspected, proofs);
        server.createContext("/", inspector::answer);
        server.setExecutor(inspector.threads);
        server.start();
        return inspector;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Gate.setHeaders(exchange);
            reply(exchange).send(exchange);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        String objection = gate.objection(exchange, !reads);
        if (objection != null) {
            return Reply.problem(FORBIDDEN, "Forbidden", objection);
        }
        try {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/api/")) {
                return routes.answer(
                        new Question(
                                method,
                                path.substring("/api".length()),
                                exchange.getRequestURI().getRawQuery(),
                                exchange.getRequestHeaders().getFirst("If-None-Match"),
                                reads ? JSON.nullNode() : body(exchange)));
            }
            return file(path);
        } catch (AwsServiceException e) {
            AwsErrorDetails said = e.awsErrorDetails();
            return Reply.problem(
                    e.statusCode() >= BAD_REQUEST ? e.statusCode() : BAD_GATEWAY,
                    said == null ? "AwsError" : said.errorCode(),
                    said == null ? e.getMessage() : said.errorMessage());
        } catch (SdkException e) {
            return Reply.problem(BAD_GATEWAY, "NoAnswer", String.valueOf(e.getMessage()));
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return Reply.problem(BAD_REQUEST, "BadRequest", String.valueOf(e.getMessage()));
        } catch (RuntimeException | IOException e) {
            System.getLogger(Inspector.class.getName())
                    .log(System.Logger.Level.WARNING, "the inspector failed", e);
            return Reply.problem(FAILED, "Failed", "the inspector failed: its log says why");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.problem(BAD_GATEWAY, "Stopping", "the inspector is ending");
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BODY);
        try {
            return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the body is not JSON of at most %d bytes".formatted(MOST_BODY), e);
        }
    }

    private Reply file(String path) throws IOException {
        if (path.startsWith("/assets/")) {
            Assets.Asset asset = Assets.named(path.substring("/assets/".length()));
            return asset == null
                    ? Reply.problem(NOT_FOUND, "NotFound", "there is no " + path)
                    : new Reply(200, asset.type(), "no-cache", null, asset.text());
        }
        if (path.equals("/")
                || path.startsWith("/executions")
                || path.equals("/kitchen")
                || path.equals("/dead-letters")) {
            Assets.Asset page = Assets.page(gate.token());
            return new Reply(200, page.type(), "no-store", null, page.text());
        }
        return Reply.problem(NOT_FOUND, "NotFound", "there is no " + path);
    }

    /// A request of the page.
    ///
    /// @param path below `/api`
    /// @param query as it came; null where there is none
    record Question(
            String method,
            String path,
            @Nullable String query,
            @Nullable String etag,
            JsonNode body) {}

    /// @param cache for the header Cache-Control
    /// @param policy a Content-Security-Policy of its own; null for the inspector's
    record Reply(
            int status,
            String type,
            String cache,
            @Nullable String etag,
            String body,
            @Nullable String policy) {
        Reply(int status, String type, String cache, @Nullable String etag, String body) {
            this(status, type, cache, etag, body, null);
        }

        static Reply json(Object value) throws IOException {
            return new Reply(
                    200, "application/json", "no-store", null, JSON.writeValueAsString(value));
        }

        static Reply problem(int status, String error, @Nullable String message) {
            String body =
                    JSON.createObjectNode().put("error", error).put("message", message).toString();
            return new Reply(status, "application/json", "no-store", null, body);
        }

        void send(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", cache);
            if (etag != null) {
                exchange.getResponseHeaders().set("ETag", etag);
            }
            if (policy != null) {
                exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean silent = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, silent ? -1 : bytes.length);
            if (!silent) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        routes.close();
    }
}
