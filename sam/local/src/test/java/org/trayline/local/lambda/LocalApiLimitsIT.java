package org.trayline.local.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.api.Role;
import org.trayline.asl.task.LambdaFunctions.FunctionError;
import org.trayline.local.template.Stack;

/// What the gateway refuses before any function is called.
class LocalApiLimitsIT {
    private static final int TOO_LARGE = 10 * 1024 * 1024 + 1;

    private final DevelopmentTokens tokens = new DevelopmentTokens();
    private final CountDownLatch called = new CountDownLatch(LocalApi.MOST_UNDER_WAY);
    private final CountDownLatch end = new CountDownLatch(1);
    private final LocalApi api = start(2, () -> {});
    private final LocalApi slow =
            start(
                    1000,
                    () -> {
                        called.countDown();
                        end.await();
                    });

    LocalApiLimitsIT() throws IOException {}

    private interface Work {
        void run() throws InterruptedException;
    }

    private LocalApi start(int atOnce, Work work) throws IOException {
        return LocalApi.start(
                0,
                new Stack.Api(List.of(new Stack.ApiRoute("f", "POST", "/things")), 0.001, atOnce),
                (function, payload) -> {
                    work.run();
                    return new FunctionError("Called", function, "{}");
                },
                tokens,
                () -> Instant.EPOCH);
    }

    @AfterEach
    void close() {
        api.close();
        slow.close();
    }

    private HttpResponse<String> post(String authorization, byte[] body)
            throws IOException, InterruptedException {
        return post(api, authorization, body);
    }

    private static HttpResponse<String> post(LocalApi api, String authorization, byte[] body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(api.endpoint() + "/things"))
                            .header("Authorization", authorization)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void moreRequestsThanItLetsThroughAreToldToComeAgain() throws Exception {
        String bearer = "Bearer " + tokens.issue("c1", Set.of(Role.NURSING), List.of("f1"));
        assertEquals(502, post(bearer, new byte[0]).statusCode());
        assertEquals(401, post("Bearer x", new byte[0]).statusCode(), "costs nobody else anything");
        assertEquals(502, post(bearer, new byte[0]).statusCode());
        HttpResponse<String> third = post(bearer, new byte[0]);
        assertEquals(429, third.statusCode());
        assertEquals("1", third.headers().firstValue("Retry-After").orElse(""));
        assertTrue(third.body().contains("too-many-requests"), third.body());
    }

    @Test
    void whoWouldWaitBehindManyIsToldToComeAgain() throws Exception {
        String bearer = "Bearer " + tokens.issue("c1", Set.of(Role.NURSING), List.of("f1"));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    IntStream.range(0, LocalApi.MOST_UNDER_WAY)
                            .mapToObj(
                                    i ->
                                            callers.submit(
                                                    () ->
                                                            post(slow, bearer, new byte[0])
                                                                    .statusCode()))
                            .toList();
            called.await();
            assertEquals(429, post(slow, bearer, new byte[0]).statusCode());
            end.countDown();
            for (Future<Integer> answer : answers) {
                assertEquals(502, answer.get());
            }
        }
        assertEquals(502, post(slow, bearer, new byte[0]).statusCode());
    }

    @Test
    void aBodyThatNoFunctionIsGivenIsRefused() throws Exception {
        String bearer = "Bearer " + tokens.issue("c1", Set.of(Role.NURSING), List.of("f1"));
        assertEquals(413, post(bearer, new byte[TOO_LARGE]).statusCode());
    }
}
