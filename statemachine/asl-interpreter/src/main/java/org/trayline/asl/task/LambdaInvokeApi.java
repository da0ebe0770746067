package org.trayline.asl.task;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;

/// Calls functions by Lambda's Invoke API at an endpoint of one's choice. Requests are not signed.
public final class LambdaInvokeApi implements LambdaFunctions, AutoCloseable {
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final URI endpoint;
    private final HttpClient client;

    /// @param endpoint for instance `http://127.0.0.1:9101`
    public LambdaInvokeApi(URI endpoint) {
        this.endpoint = endpoint;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
    }

    @Override
    public Answer invoke(String function, byte[] payload) throws InterruptedException {
        URI uri =
                endpoint.resolve(
                        "/2015-03-31/functions/"
                                + URLEncoder.encode(function, StandardCharsets.UTF_8)
                                + "/invocations");
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("X-Amz-Invocation-Type", "RequestResponse")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
                        .build();
        try {
            return answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException fault) {
            return new ServiceFault(
                    "SdkClientException",
                    "Unable to execute HTTP request: " + fault.getMessage(),
                    FAILED,
                    "");
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        String body = response.body();
        if (response.statusCode() / 100 != OK / 100) {
            String message = field(body, "Message");
            return new ServiceFault(
                    header(response, "x-amzn-ErrorType", "ServiceException").split(":", 2)[0],
                    message == null ? body : message,
                    response.statusCode(),
                    header(response, "x-amzn-RequestId", ""));
        }
        if (response.headers().firstValue("X-Amz-Function-Error").isPresent()) {
            return new FunctionError(field(body, "errorType"), field(body, "errorMessage"), body);
        }
        return new Returned(body, header(response, "X-Amz-Executed-Version", "$LATEST"));
    }

    private static String header(HttpResponse<?> response, String name, String otherwise) {
        return response.headers().firstValue(name).orElse(otherwise);
    }

    private static @Nullable String field(String body, String name) {
        try {
            return Json.read(body).value() instanceof Map<?, ?> fields
                            && fields.get(name) instanceof String text
                    ? text
                    : null;
        } catch (MalformedJson _) {
            return null;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
