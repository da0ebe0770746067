package org.trayline.importhospital;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Rows in the text format of PostgreSQL's COPY.
final class CopyRows {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int count;

    /// @param more values after the first ones
    void add(int csvLine, @Nullable String[] values, String... more) {
        text(Integer.toString(csvLine));
        for (String value : values) {
            bytes.write('\t');
            text(value == null ? "\\N" : escaped(value));
        }
        for (String value : more) {
            bytes.write('\t');
            text(value);
        }
        bytes.write('\n');
        count++;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String value) {
        if (value.chars().noneMatch(c -> c < ' ' || c == '\\')) {
            return value;
        }
        return value.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
