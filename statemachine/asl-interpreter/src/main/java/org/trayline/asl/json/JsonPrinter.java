package org.trayline.asl.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints values without blanks, numbers as AWS does (`3`, not `3.0`; `1.0E21`).
final class JsonPrinter {
    /// Below it every whole number is one of 64 bits.
    private static final double LONGS = 0x1p63;

    private JsonPrinter() {}

    static String print(Object value) {
        StringBuilder out = new StringBuilder(64);
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(out, text);
            case Boolean truth -> out.append(truth.booleanValue());
            case Number number -> number(out, number);
            case Map<?, ?> fields -> object(out, fields);
            case List<?> items -> array(out, items);
            default -> {
                if (!Json.isNull(value)) {
                    throw new IllegalArgumentException("not a JSON value: " + value.getClass());
                }
                out.append("null");
            }
        }
    }

    private static void object(StringBuilder out, Map<?, ?> fields) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            quote(out, String.valueOf(field.getKey()));
            out.append(':');
            append(out, field.getValue());
        }
        out.append('}');
    }

    private static void array(StringBuilder out, List<?> items) {
        out.append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                out.append(',');
            }
            first = false;
            append(out, item);
        }
        out.append(']');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private static void number(StringBuilder out, Number number) {
        if (!(number instanceof Double || number instanceof Float)) {
            out.append(number);
            return;
        }
        double value = number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) < LONGS) {
            out.append((long) value);
        } else {
            out.append(value);
        }
    }
}
