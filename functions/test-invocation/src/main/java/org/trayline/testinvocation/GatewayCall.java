package org.trayline.testinvocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// A request as API Gateway's REST API hands it to a function.
public final class GatewayCall {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode event = JSON.createObjectNode();

    private GatewayCall(String method, String resource) {
        event.put("resource", resource);
        event.put("path", resource);
        event.put("httpMethod", method);
        event.putNull("headers");
        event.putNull("multiValueHeaders");
        event.putNull("queryStringParameters");
        event.putNull("multiValueQueryStringParameters");
        event.putNull("pathParameters");
        event.putNull("stageVariables");
        event.putObject("requestContext")
                .put("resourcePath", resource)
                .put("stage", "live")
                .put("requestTimeEpoch", Instant.parse("2026-11-19T15:30:00Z").toEpochMilli());
        from("tester", "integration,nursing,dietitian,kitchen", "f1,f2");
        event.putNull("body");
        event.put("isBase64Encoded", false);
    }

    /// What came back.
    ///
    /// @param headers an object of texts
    public record Answer(int status, JsonNode headers, String body) {
        public String header(String name) {
            return headers.path(name).asText();
        }

        public JsonNode json() {
            return read(body);
        }

        /// What the body has at a JSON pointer: a text or a number as it is, all else as JSON.
        public String at(String pointer) {
            JsonNode node = json().at(pointer);
            return node.isTextual() ? node.asText() : node.toString();
        }

        /// How many the body has at a JSON pointer.
        public int size(String pointer) {
            return json().at(pointer).size();
        }
    }

    /// @param resource the path with its parameters' names in braces
    public static GatewayCall of(String method, String resource) {
        return new GatewayCall(method, resource);
    }

    public static GatewayCall get(String resource) {
        return of("GET", resource);
    }

    /// From a caller of these claims; without this, from one of all roles at `f1` and `f2`.
    ///
    /// @param roles as `cognito:groups`, separated by commas
    public GatewayCall from(String subject, String roles, String facilities) {
        event.withObject("/requestContext/authorizer/claims")
                .put("sub", subject)
                .put("cognito:groups", roles)
                .put("custom:facilities", facilities);
        return this;
    }

    /// From nobody whom an authorizer knows.
    public GatewayCall fromNobody() {
        event.withObject("/requestContext").remove("authorizer");
        return this;
    }

    /// Received at that moment; without this, on 2026-11-19 at 15:30 UTC.
    public GatewayCall at(Instant moment) {
        event.withObject("/requestContext").put("requestTimeEpoch", moment.toEpochMilli());
        return this;
    }

    /// With a body of JSON.
    public GatewayCall body(String json) {
        event.put("body", json);
        return header("Content-Type", "application/json");
    }

    /// The value of a path's parameter.
    public GatewayCall path(String name, String value) {
        event.put("path", event.path("path").asText().replace("{" + name + "}", value));
        event.withObject("/pathParameters").put(name, value);
        return this;
    }

    public GatewayCall query(String name, String... values) {
        event.withObject("/queryStringParameters").put(name, values[values.length - 1]);
        ArrayNode all = event.withObject("/multiValueQueryStringParameters").putArray(name);
        Arrays.stream(values).forEach(value -> all.add(value));
        return this;
    }

    public GatewayCall header(String name, String value) {
        event.withObject("/headers").put(name, value);
        event.withObject("/multiValueHeaders").putArray(name).add(value);
        return this;
    }

    public Answer to(Invocation function) {
        JsonNode answer = read(function.answer(event.toString()));
        return new Answer(
                answer.path("statusCode").asInt(),
                answer.path("headers"),
                answer.path("body").asText());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
