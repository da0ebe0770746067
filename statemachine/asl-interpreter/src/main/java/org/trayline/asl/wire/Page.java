package org.trayline.asl.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.ApiFault;

/// Tokens that lead to the next page of a list: where to go on, spelt so that nobody reads it.
final class Page {
    static final int DEFAULT_SIZE = 100;
    static final int LARGEST_SIZE = 1000;
    private static final String MARK = "at:";

    private Page() {}

    static String token(long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + position).getBytes(StandardCharsets.UTF_8));
    }

    /// @param first where the first page begins
    static long position(@Nullable String token, long first) {
        if (token == null) {
            return first;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return Long.parseLong(text.substring(MARK.length()));
            }
        } catch (IllegalArgumentException _) {
            // told below: a token of someone else's making
        }
        throw new ApiFault("InvalidToken", "Invalid Token: 'Invalid token'");
    }
}
