package org.trayline.local.inspector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The project's API of trays, asked on the page's behalf: the page itself talks to its own origin
/// only.
final class TrayStatus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Inspected.TrayApi api;

    TrayStatus(Inspected.TrayApi api) {
        this.api = api;
    }

    /// @param body empty where nothing has changed
    /// @param policy the Content-Security-Policy of a page; null where it has none
    record Reply(
            int status,
            String contentType,
            @Nullable String etag,
            String body,
            @Nullable String policy) {}

    /// @param path of the API, with its query
    /// @param etag of the answer that the page has; null where it has none
    Reply get(String path, @Nullable String etag) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        return answer(request.build());
    }

    /// The answer as a page for a browser, where there is one.
    Reply page(String path) throws IOException, InterruptedException {
        return answer(request(path).header("Accept", "text/html").build());
    }

    /// @param etag of what it is about, as the page has seen it
    Reply post(String path, String etag, String body) throws IOException, InterruptedException {
        return answer(
                request(path)
                        .header("If-Match", etag)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        String base = api.address().toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + api.token());
    }

    private Reply answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse("application/json"),
                response.headers().firstValue("ETag").orElse(null),
                response.body(),
                response.headers().firstValue("Content-Security-Policy").orElse(null));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
