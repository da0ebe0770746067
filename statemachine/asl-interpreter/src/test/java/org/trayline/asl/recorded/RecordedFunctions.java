package org.trayline.asl.recorded;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;
import org.trayline.asl.task.LambdaFunctions;

/// The tiny functions that a case's Lambdas stand for.
final class RecordedFunctions implements LambdaFunctions {
    private final Map<String, Map<?, ?>> behaviours = new HashMap<>();

    RecordedFunctions(List<?> lambdas) {
        for (Object each : lambdas) {
            if (each instanceof Map<?, ?> lambda) {
                behaviours.put(String.valueOf(lambda.get("name")), lambda);
            }
        }
    }

    @Override
    public Answer invoke(String function, byte[] payload) throws InterruptedException {
        String[] parts = function.split(":function:", 2);
        String name = parts[parts.length - 1].split(":", 2)[0];
        Map<?, ?> behaviour = behaviours.get(name);
        if (behaviour == null) {
            return new ServiceFault(
                    "ResourceNotFoundException", "Function not found: " + name, 404, "request");
        }
        String event = new String(payload, StandardCharsets.UTF_8);
        return switch (String.valueOf(behaviour.get("behaviour"))) {
            case "const" -> new Returned(text(behaviour.get("value")), "$LATEST");
            case "large" ->
                    new Returned(
                            "\"" + "a".repeat(number(behaviour.get("bytes"))) + "\"", "$LATEST");
            case "sleep" -> {
                Thread.sleep(1000L * number(behaviour.get("seconds")));
                yield new Returned(event, "$LATEST");
            }
            case "raise" -> raised(behaviour);
            default -> new Returned(event, "$LATEST");
        };
    }

    private static Answer raised(Map<?, ?> behaviour) {
        Map<?, ?> error = behaviour.get("error") instanceof Map<?, ?> given ? given : Map.of();
        String type = String.valueOf(error.get("type"));
        String message = error.get("message") instanceof String text ? text : "";
        Map<String, Object> payload =
                Map.of(
                        "errorMessage",
                        message,
                        "errorType",
                        type,
                        "requestId",
                        "request",
                        "stackTrace",
                        List.of());
        return new FunctionError(type, message, Json.of(payload).text());
    }

    private static String text(@Nullable Object value) {
        return Json.of(value == null ? Json.NULL : value).text();
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
