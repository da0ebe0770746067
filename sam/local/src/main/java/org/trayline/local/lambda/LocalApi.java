package org.trayline.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.RequestRefused;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.local.template.Stack;

/// API Gateway's REST API: calls the function that the template names for a path and a method, and
/// answers as it does, to whoever has a token. On loopback only, and for no page of another origin:
/// it allows none, and answers only to a name of this machine, so that no name that leads here
/// stands for another's.
public final class LocalApi implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MISDIRECTED = 421;

    /// Who would wait behind so many is told to come again, as by Lambda at a function's
    /// concurrency: a queue that grows is answered too late for everyone in it.
    static final int MOST_UNDER_WAY = 32;

    private final HttpServer server;
    private final List<Stack.ApiRoute> routes;
    private final LambdaFunctions functions;
    private final DevelopmentTokens tokens;
    private final Throttle throttle;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);
    private final Supplier<Instant> now;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LocalApi(
            HttpServer server,
            Stack.Api api,
            LambdaFunctions functions,
            DevelopmentTokens tokens,
            Supplier<Instant> now) {
        this.server = server;
        this.routes = api.routes();
        this.throttle =
                new Throttle(api.requestsPerSecond(), api.requestsAtOnce(), System::nanoTime);
        this.functions = functions;
        this.tokens = tokens;
        this.now = now;
    }

    /// Listens at once.
    ///
    /// @param port 0 for any that is free
    /// @param now the clock that the functions are told
    public static LocalApi start(
            int port,
            Stack.Api settings,
            LambdaFunctions functions,
            DevelopmentTokens tokens,
            Supplier<Instant> now)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        LocalApi api = new LocalApi(server, settings, functions, tokens, now);
        server.createContext("/", api::handle);
        server.setExecutor(api.threads);
        server.start();
        return api;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isForThisMachine(exchange.getRequestHeaders().getFirst("Host"))) {
                exchange.sendResponseHeaders(MISDIRECTED, -1);
                return;
            }
            JsonNode answer;
            try {
                answer = answer(exchange);
            } catch (RequestRefused refused) {
                answer = JSON.valueToTree(ApiAnswer.of(refused));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer = JSON.valueToTree(ApiAnswer.of(RequestRefused.unavailable()));
            }
            send(exchange, answer);
        }
    }

    private boolean isForThisMachine(@Nullable String host) {
        int port = server.getAddress().getPort();
        return host != null
                && Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port).contains(host);
    }

    private JsonNode answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getRawPath();
        List<Stack.ApiRoute> ofPath =
                routes.stream().filter(route -> parameters(route, path).isPresent()).toList();
        if (ofPath.isEmpty()) {
            throw RequestRefused.noSuchPath(path);
        }
        Stack.ApiRoute route =
                ofPath.stream()
                        .filter(r -> r.method().equals(exchange.getRequestMethod()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        RequestRefused.methodNotAllowed(
                                                exchange.getRequestMethod(),
                                                ofPath.stream()
                                                        .map(Stack.ApiRoute::method)
                                                        .toList()));
        JsonNode claims =
                tokens.claims(exchange.getRequestHeaders().getFirst("Authorization"))
                        .orElseThrow(RequestRefused::unauthorized);
        if (!throttle.lets()) {
            throw RequestRefused.tooManyRequests();
        }
        Map<String, String> parameters = parameters(route, path).orElse(Map.of());
        JsonNode event = ApiEvent.of(exchange, route, parameters, claims, now.get());
        if (!places.tryAcquire()) {
            throw RequestRefused.tooManyRequests();
        }
        try {
            return call(route, event);
        } finally {
            places.release();
        }
    }

    private static Optional<Map<String, String>> parameters(Stack.ApiRoute route, String path) {
        return ApiEvent.pathParameters(route.path(), path);
    }

    private JsonNode call(Stack.ApiRoute route, JsonNode event)
            throws IOException, InterruptedException {
        LambdaFunctions.Answer answer =
                functions.invoke(
                        route.functionId(), event.toString().getBytes(StandardCharsets.UTF_8));
        if (answer instanceof LambdaFunctions.Returned returned) {
            return JSON.readTree(returned.payload());
        }
        throw RequestRefused.failed();
    }

    private static void send(HttpExchange exchange, JsonNode answer) throws IOException {
        answer.path("headers")
                .properties()
                .forEach(
                        header ->
                                exchange.getResponseHeaders()
                                        .set(header.getKey(), header.getValue().asText()));
        byte[] body = answer.path("body").asText().getBytes(StandardCharsets.UTF_8);
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.path("statusCode").asInt(), none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
