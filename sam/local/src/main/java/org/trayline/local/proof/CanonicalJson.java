package org.trayline.local.proof;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// JSON in the one form in which the same document is the same bytes: names in order, no space,
/// every number written out as its exact value. A database and a workflow may write 12.50 as 12.5.
final class CanonicalJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build();

    private CanonicalJson() {}

    /// Where two documents say something else.
    ///
    /// @param pointer a JSON pointer
    /// @param one its canonical JSON in the first document; null where it is not there
    /// @param other the same of the second
    record Difference(String pointer, @Nullable String one, @Nullable String other) {}

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode read(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(JsonNode node) {
        if (node.isObject()) {
            return names(node).stream()
                    .map(name -> quoted(name) + ':' + write(node.path(name)))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream()
                    .map(CanonicalJson::write)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return node.isNumber() ? plain(node.decimalValue()) : node.toString();
    }

    private static String quoted(String name) {
        return MAPPER.getNodeFactory().textNode(name).toString();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /// In their order.
    private static SortedSet<String> names(JsonNode object) {
        SortedSet<String> names = new TreeSet<>();
        for (Iterator<String> name = object.fieldNames(); name.hasNext(); ) {
            names.add(name.next());
        }
        return names;
    }

    /// Each the smallest part that differs, in the order of the pointers' names.
    static List<Difference> differences(JsonNode one, JsonNode other) {
        List<Difference> found = new ArrayList<>();
        compare("", one, other, found);
        return found;
    }

    private static void compare(
            String pointer, JsonNode one, JsonNode other, List<Difference> found) {
        if (one.isObject() && other.isObject()) {
            SortedSet<String> names = names(one);
            names.addAll(names(other));
            for (String name : names) {
                compare(pointer + '/' + name, one.path(name), other.path(name), found);
            }
        } else if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                compare(pointer + '/' + i, one.path(i), other.path(i), found);
            }
        } else {
            String first = one.isMissingNode() ? null : write(one);
            String second = other.isMissingNode() ? null : write(other);
            if (first == null || !first.equals(second)) {
                found.add(new Difference(pointer, first, second));
            }
        }
    }
}
