package org.trayline.asl.definition;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/// Timestamps of the RFC 3339 profile of ISO 8601: `2016-03-14T01:59:00Z`.
public final class Timestamps {
    private Timestamps() {}

    static boolean isSound(String text) {
        try {
            return parse(text) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    /// @throws DateTimeException if the text is not an extended offset date-time
    public static OffsetDateTime parse(String text) {
        return OffsetDateTime.parse(text);
    }
}
