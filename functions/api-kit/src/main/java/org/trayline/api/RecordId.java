package org.trayline.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id of a record of a hospital, as a request names it.
public final class RecordId {
    public static final String RULE = "must be 1 to 64 of A-Z, a-z, 0-9, dot, underscore and dash";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RecordId() {}

    /// The text, or null where it is none.
    public static @Nullable String parse(String text) {
        return ID.matcher(text).matches() ? text : null;
    }
}
