package org.trayline.local.executions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/// What went wrong, as the history tells it.
record Problem(@Nullable String error, @Nullable String cause) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /// The error and, of what a function reports, the message alone.
    String text() {
        if (error == null) {
            return cause == null ? "no error given" : message(cause);
        }
        return cause == null ? error : error + ": " + message(cause);
    }

    private static String message(String cause) {
        try {
            JsonNode message = MAPPER.readTree(cause).path("errorMessage");
            return message.isTextual() ? message.textValue() : cause;
        } catch (JsonProcessingException e) {
            return cause;
        }
    }
}
