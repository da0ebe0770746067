package org.trayline.asl.execution;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.history.EventDetail;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;
import org.trayline.asl.task.LambdaFunctions.Returned;

/// How the two ways to call a function differ in history and output.
sealed interface TaskEvents {
    EventDetail scheduled(
            Json arguments, String region, OptionalLong timeout, OptionalLong heartbeat);

    EventDetail started();

    EventDetail succeeded(Json output);

    EventDetail failed(@Nullable String error, @Nullable String cause);

    EventDetail timedOut(String error);

    /// The state's result.
    ///
    /// @throws MalformedJson if the function returned something else
    Json output(Returned returned, Services services);

    /// The cause that an error's payload becomes.
    String cause(String payload);

    private static Json payload(Returned returned) {
        return Json.read(returned.payload().isEmpty() ? "null" : returned.payload());
    }

    /// A function's own ARN as the resource: the result is what the function returned.
    record OfFunction(String arn) implements TaskEvents {
        @Override
        public EventDetail scheduled(
                Json arguments, String region, OptionalLong timeout, OptionalLong heartbeat) {
            return new EventDetail.LambdaFunctionScheduled(arn, arguments, timeout);
        }

        @Override
        public EventDetail started() {
            return new EventDetail.LambdaFunctionStarted();
        }

        @Override
        public EventDetail succeeded(Json output) {
            return new EventDetail.LambdaFunctionSucceeded(output);
        }

        @Override
        public EventDetail failed(@Nullable String error, @Nullable String cause) {
            return new EventDetail.LambdaFunctionFailed(error, cause);
        }

        @Override
        public EventDetail timedOut(String error) {
            return new EventDetail.LambdaFunctionTimedOut(error);
        }

        @Override
        public Json output(Returned returned, Services services) {
            return payload(returned);
        }

        @Override
        public String cause(String payload) {
            return payload;
        }
    }

    /// `lambda:invoke`: the result is the answer of the Invoke API, with the payload in it.
    record OfInvoke() implements TaskEvents {
        private static final DateTimeFormatter HTTP_DATE =
                DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
        private static final int OK = 200;

        @Override
        public EventDetail scheduled(
                Json arguments, String region, OptionalLong timeout, OptionalLong heartbeat) {
            return new EventDetail.TaskScheduled(arguments, region, timeout, heartbeat);
        }

        @Override
        public EventDetail started() {
            return new EventDetail.TaskStarted();
        }

        @Override
        public EventDetail succeeded(Json output) {
            return new EventDetail.TaskSucceeded(output);
        }

        @Override
        public EventDetail failed(@Nullable String error, @Nullable String cause) {
            return new EventDetail.TaskFailed(error, cause);
        }

        @Override
        public EventDetail timedOut(String error) {
            return new EventDetail.TaskTimedOut(error);
        }

        @Override
        public Json output(Returned returned, Services services) {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("ExecutedVersion", returned.executedVersion());
            output.put("Payload", payload(returned).value());
            String requestId = identifier(services.random());
            Map<String, Object> one = headers(returned, services, requestId);
            Map<String, Object> all = new LinkedHashMap<>();
            one.forEach((name, value) -> all.put(name, List.of(value)));
            Map<String, Object> http = new LinkedHashMap<>();
            http.put("AllHttpHeaders", all);
            http.put("HttpHeaders", one);
            http.put("HttpStatusCode", OK);
            output.put("SdkHttpMetadata", http);
            output.put("SdkResponseMetadata", Map.of("RequestId", requestId));
            output.put("StatusCode", OK);
            return Json.of(output);
        }

        private static Map<String, Object> headers(
                Returned returned, Services services, String requestId) {
            Map<String, Object> headers = new LinkedHashMap<>();
            headers.put("Connection", "keep-alive");
            headers.put(
                    "Content-Length",
                    Integer.toString(returned.payload().getBytes(StandardCharsets.UTF_8).length));
            headers.put("Content-Type", "application/json");
            headers.put("Date", HTTP_DATE.format(services.clock().now()));
            headers.put("X-Amz-Executed-Version", returned.executedVersion());
            headers.put("x-amzn-Remapped-Content-Length", "0");
            headers.put("x-amzn-RequestId", requestId);
            headers.put(
                    "X-Amzn-Trace-Id",
                    "root=1-%08x-%s;sampled=0"
                            .formatted(
                                    services.clock().now().getEpochSecond(),
                                    requestId.replace("-", "").substring(0, 24)));
            return headers;
        }

        private static String identifier(RandomGenerator random) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }

        @Override
        public String cause(String payload) {
            try {
                return Json.of(Json.read(payload).value()).text();
            } catch (MalformedJson _) {
                return payload;
            }
        }
    }
}
