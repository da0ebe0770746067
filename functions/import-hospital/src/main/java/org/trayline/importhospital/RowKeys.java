package org.trayline.importhospital;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the rows of one file are called, to see duplicates and references to nothing.
final class RowKeys {
    private final Map<String, Integer> lines = new HashMap<>();
    private boolean legible = true;

    /// @return the line of the row that has this key already
    @Nullable Integer add(String key, int line) {
        return lines.putIfAbsent(key, line);
    }

    /// That the keys could not be read: then a reference to any may be right.
    void illegible() {
        legible = false;
    }

    boolean has(String key) {
        return !legible || lines.containsKey(key);
    }
}
