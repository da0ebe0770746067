package org.trayline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request as API Gateway's REST API hands it to a function (API Gateway Developer Guide, "Lambda
/// proxy integrations").
///
/// @param method such as `GET`
/// @param resource the path with its parameters' names, such as `/tray-orders/{trayOrderId}`
/// @param path as it was asked for
/// @param pathParameters decoded
/// @param query decoded, each name with all its values
/// @param headers by their names in lower case, each with its last value
/// @param caller empty where no authorizer let anybody in
/// @param at when the gateway received it
/// @param body empty where there is none
record ApiRequest(
        String method,
        String resource,
        String path,
        Map<String, String> pathParameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Optional<Caller> caller,
        Instant at,
        String body) {

    /// The envelope is AWS's, which may grow: unknown fields are theirs.
    private static final JsonMapper ENVELOPE = new JsonMapper();

    static ApiRequest read(InputStream event) throws IOException {
        JsonNode node = ENVELOPE.readTree(event);
        Map<String, String> headers = new TreeMap<>();
        texts(node.path("headers"))
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        JsonNode context = node.path("requestContext");
        return new ApiRequest(
                node.path("httpMethod").asText(),
                node.path("resource").asText(),
                node.path("path").asText(),
                texts(node.path("pathParameters")),
                lists(node.path("multiValueQueryStringParameters")),
                headers,
                Caller.of(context.at("/authorizer/claims")),
                Instant.ofEpochMilli(context.path("requestTimeEpoch").asLong()),
                body(node));
    }

    private static String body(JsonNode event) {
        String body = event.path("body").isNull() ? "" : event.path("body").asText();
        return event.path("isBase64Encoded").asBoolean()
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private static Map<String, List<String>> lists(JsonNode object) {
        Map<String, List<String>> lists = new TreeMap<>();
        object.properties()
                .forEach(
                        entry -> {
                            List<String> values = new ArrayList<>();
                            entry.getValue().forEach(value -> values.add(value.asText()));
                            lists.put(entry.getKey(), List.copyOf(values));
                        });
        return lists;
    }

    /// A parameter of the path that is an id; null where it is none, or not there.
    @Nullable UUID id(String name) {
        try {
            return UUID.fromString(pathParameters.getOrDefault(name, ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }
}
