package org.trayline.kit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/// A JSON document that another wrote for others, of which only a part is looked at: what it holds
/// besides may change.
public final class ForeignJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonNode root;

    private ForeignJson(JsonNode root) {
        this.root = root;
    }

    /// A text that is no JSON is a document without anything in it.
    public static ForeignJson of(String json) {
        try {
            return new ForeignJson(MAPPER.readTree(json));
        } catch (JacksonException e) {
            return new ForeignJson(MAPPER.missingNode());
        }
    }

    /// The text or number at a JSON pointer; empty where there is none.
    public String text(String pointer) {
        return root.at(pointer).asText("");
    }

    /// The texts of the array at a JSON pointer; empty where there is none.
    public List<String> texts(String pointer) {
        return StreamSupport.stream(root.at(pointer).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
