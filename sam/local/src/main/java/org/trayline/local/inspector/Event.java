package org.trayline.local.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event of a history.
///
/// @param time ISO 8601
/// @param details what AWS says beside these, of whatever type the event is; may be empty
record Event(long id, long previousId, String type, String time, JsonNode details) {
    private static final String ENTERED = "StateEntered";
    private static final String EXITED = "StateExited";
    private static final String DETAILS = "EventDetails";

    /// @param json as GetExecutionHistory spells it
    static Event of(JsonNode json) {
        JsonNode details = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getKey().endsWith(DETAILS)) {
                details = field.getValue();
            }
        }
        return new Event(
                json.path("id").asLong(),
                json.path("previousEventId").asLong(),
                json.path("type").asText(),
                json.path("timestamp").asText(),
                details);
    }

    boolean entersState() {
        return type.endsWith(ENTERED);
    }

    boolean exitsState() {
        return type.endsWith(EXITED);
    }

    /// `Task`, `Choice` and so on, of an event that enters or exits a state.
    String stateType() {
        return type.replace(ENTERED, "").replace(EXITED, "");
    }

    @Nullable String text(String field) {
        return details.path(field).textValue();
    }
}
