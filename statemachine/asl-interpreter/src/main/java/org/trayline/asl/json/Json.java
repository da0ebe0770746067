package org.trayline.asl.json;

import com.dashjoin.jsonata.Jsonata;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One immutable JSON datum: its text and its value, each made from the other only when asked.
///
/// The value is a `Map<String, Object>`, a `List<Object>`, a `String`, a `Number`, a `Boolean` or
/// [#NULL], never Java's null. Who holds a value must not change it. Threads may share a datum.
public final class Json {
    /// JSON's null, as the JSONata engine names it.
    public static final Object NULL = Jsonata.NULL_VALUE;

    /// The empty object: what an execution starts with when it is given nothing.
    public static final Json EMPTY_OBJECT = new Json("{}", Map.of());

    private volatile @Nullable String text;
    private volatile @Nullable Object value;

    private Json(@Nullable String text, @Nullable Object value) {
        this.text = text;
        this.value = value;
    }

    /// The datum that a text spells, kept letter for letter.
    ///
    /// @throws MalformedJson if it is not exactly one JSON document
    public static Json parse(String text) {
        JsonReader.check(text);
        return new Json(text, null);
    }

    /// As [#parse], for a datum whose value is wanted at once.
    public static Json read(String text) {
        return new Json(text, JsonReader.read(text));
    }

    /// As [#parse], and no object may name a field twice.
    public static Json parseUnambiguous(String text) {
        JsonReader.checkNoFieldTwice(text);
        return new Json(text, null);
    }

    public static Json of(Object value) {
        return new Json(null, value);
    }

    public String text() {
        String known = text;
        if (known == null) {
            known = JsonPrinter.print(value());
            text = known;
        }
        return known;
    }

    public Object value() {
        Object known = value;
        if (known == null) {
            known = JsonReader.read(text());
            value = known;
        }
        return known;
    }

    public static boolean isNull(@Nullable Object value) {
        return value == null || NULL.equals(value);
    }

    /// True if the text takes more than so many bytes in UTF-8.
    public boolean longerThan(int bytes) {
        String spelt = text();
        if (spelt.length() > bytes) {
            return true;
        }
        return spelt.length() > bytes / 3 && spelt.getBytes(StandardCharsets.UTF_8).length > bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Json json && text().equals(json.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
