package org.trayline.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What an answer is recognized by (https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3).
///
/// @param text with its quotes
public record ETag(String text) {
    private static final int BYTES = 16;

    /// Made of all that the answer depends on.
    public static ETag of(Object... state) {
        return of(Arrays.toString(state).getBytes(StandardCharsets.UTF_8));
    }

    static ETag of(byte[] body) {
        return new ETag(
                '"'
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Arrays.copyOf(Sha256.of(body), BYTES))
                        + '"');
    }

    boolean matches(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null && (isIn(ifNoneMatch) || ifNoneMatch.strip().equals("*"));
    }

    /// Whether a header names it, by weak comparison, as If-None-Match is to be read and If-Match
    /// has to be: a gateway that compresses an answer weakens its tag.
    public boolean isIn(String tags) {
        return Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(text::equals);
    }
}
