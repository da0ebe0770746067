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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.api.Role;
import org.trayline.asl.task.LambdaFunctions.FunctionError;
import org.trayline.local.template.Stack;

/// What the gateway refuses before any function is called.
class LocalApiLimitsIT {
    private static final int TOO_LARGE = 10 * 1024 * 1024 + 1;

    private final DevelopmentTokens tokens = new DevelopmentTokens();
    private final LocalApi api =
            LocalApi.start(
                    0,
                    new Stack.Api(List.of(new Stack.ApiRoute("f", "POST", "/things")), 0.001, 2),
                    (function, payload) -> new FunctionError("Called", function, "{}"),
                    tokens,
                    () -> Instant.EPOCH);

    LocalApiLimitsIT() throws IOException {}

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> post(String authorization, byte[] body)
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
    void aBodyThatNoFunctionIsGivenIsRefused() throws Exception {
        String bearer = "Bearer " + tokens.issue("c1", Set.of(Role.NURSING), List.of("f1"));
        assertEquals(413, post(bearer, new byte[TOO_LARGE]).statusCode());
    }
}
