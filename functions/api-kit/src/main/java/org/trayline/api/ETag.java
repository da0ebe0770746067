package org.trayline.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return new ETag(
                    '"'
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(Arrays.copyOf(hash, BYTES))
                            + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// By weak comparison, as If-None-Match is to be read: a gateway that compresses an answer
    /// weakens its tag.
    boolean matches(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        List<String> tags =
                Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .toList();
        return tags.contains(text) || tags.contains("*");
    }
}
