package org.trayline.traystatus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.trayline.api.ApiAnswer;
import org.trayline.api.Parameters;
import org.trayline.kit.JsonText;

/// The API's own description, `schema/openapi.json`, with every schema that it names, so that who
/// reads it needs no other file: each keeps its `$id`, by which the others name it.
final class ApiDescription {
    private static final Pattern NAMED =
            Pattern.compile("\"\\$ref\": \"(?:https://trayline.org/messages/)?([a-z.-]+)\\.json");
    private static final String ROOM = "\"schemas\": {}";
    private static final JsonText WHOLE = new JsonText(whole());

    private ApiDescription() {}

    static ApiAnswer answer(Parameters parameters) {
        parameters.check();
        return ApiAnswer.ok(WHOLE);
    }

    private static String whole() {
        String description = text("openapi.json");
        Map<String, String> schemas = new TreeMap<>();
        Deque<String> texts = new ArrayDeque<>();
        texts.add(description);
        while (!texts.isEmpty()) {
            Matcher named = NAMED.matcher(texts.pop());
            while (named.find()) {
                String name = named.group(1);
                if (!schemas.containsKey(name)) {
                    String schema = text("messages/" + name + ".json");
                    schemas.put(name, schema);
                    texts.add(schema);
                }
            }
        }
        if (!description.contains(ROOM)) {
            throw new IllegalStateException("openapi.json has no room for " + schemas.keySet());
        }
        return description.replace(
                ROOM,
                schemas.entrySet().stream()
                        .map(schema -> "\"" + schema.getKey() + "\": " + schema.getValue())
                        .collect(Collectors.joining(",", "\"schemas\": {", "}")));
    }

    private static String text(String file) {
        try (InputStream in =
                Objects.requireNonNull(ApiDescription.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
