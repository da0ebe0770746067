package org.trayline.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trayline.api.Problem;
import org.trayline.api.RequestRefused;
import org.trayline.local.template.Stack;

/// What API Gateway's REST API gives a function (API Gateway Developer Guide, "Lambda proxy
/// integrations").
final class ApiEvent {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STAGE = "live";

    /// API Gateway Developer Guide, "Amazon API Gateway quotas": 10 MB of a payload.
    private static final int LARGEST_BODY = 10 * 1024 * 1024;

    private ApiEvent() {}

    /// The values of a path's parameters, decoded; nothing where the path is another one.
    ///
    /// @param template such as `/tray-orders/{trayOrderId}`
    /// @param path as it was sent
    static Optional<Map<String, String>> pathParameters(String template, String path) {
        String[] names = template.split("/", -1);
        String[] parts = path.split("/", -1);
        if (names.length != parts.length) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{") && !parts[i].isEmpty()) {
                // In a path, unlike a query, a plus sign is a plus sign.
                values.put(
                        names[i].substring(1, names[i].length() - 1),
                        decoded("path", parts[i].replace("+", "%2B")));
            } else if (!names[i].equals(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    static ObjectNode of(
            HttpExchange exchange,
            Stack.ApiRoute route,
            Map<String, String> pathParameters,
            JsonNode claims,
            Instant now)
            throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw RequestRefused.bodyTooLarge(LARGEST_BODY);
        }
        Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
        ObjectNode event = JSON.createObjectNode();
        event.put("resource", route.path());
        event.put("path", path);
        event.put("httpMethod", route.method());
        putValues(event, "headers", "multiValueHeaders", exchange.getRequestHeaders());
        putValues(event, "queryStringParameters", "multiValueQueryStringParameters", query);
        event.set(
                "pathParameters",
                pathParameters.isEmpty() ? null : JSON.valueToTree(pathParameters));
        event.putNull("stageVariables");
        ObjectNode context = context(exchange, route, path, now);
        context.putObject("authorizer").set("claims", claims);
        event.set("requestContext", context);
        event.put("body", body.length == 0 ? null : new String(body, StandardCharsets.UTF_8));
        event.put("isBase64Encoded", false);
        return event;
    }

    private static ObjectNode context(
            HttpExchange exchange, Stack.ApiRoute route, String path, Instant now) {
        ObjectNode context = JSON.createObjectNode();
        context.put("resourcePath", route.path());
        context.put("httpMethod", route.method());
        context.put("path", "/" + STAGE + path);
        context.put("stage", STAGE);
        context.put("protocol", exchange.getProtocol());
        context.put("requestId", UUID.randomUUID().toString());
        context.put("requestTimeEpoch", now.toEpochMilli());
        context.put("domainName", exchange.getRequestHeaders().getFirst("Host"));
        ObjectNode identity = context.putObject("identity");
        identity.put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress());
        identity.put("userAgent", exchange.getRequestHeaders().getFirst("User-Agent"));
        return context;
    }

    /// The last value of each name, and all values; null for both where there are none.
    private static void putValues(
            ObjectNode event, String single, String multiple, Map<String, List<String>> values) {
        if (values.isEmpty()) {
            event.putNull(single);
            event.putNull(multiple);
            return;
        }
        ObjectNode last = event.putObject(single);
        ObjectNode all = event.putObject(multiple);
        values.forEach(
                (name, list) -> {
                    last.put(name, list.getLast());
                    ArrayNode each = all.putArray(name);
                    list.forEach(value -> each.add(value));
                });
    }

    private static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                if (!parts[0].isEmpty()) {
                    values.computeIfAbsent(decoded("query", parts[0]), n -> new ArrayList<>())
                            .add(parts.length == 1 ? "" : decoded("query", parts[1]));
                }
            }
        }
        return values;
    }

    private static String decoded(String of, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestRefused.invalid(
                    new Problem.Fault(of, text, "must be percent-encoded UTF-8"));
        }
    }
}
