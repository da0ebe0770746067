package org.trayline.traystatus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.trayline.api.Parameters;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;

/// A place in a list as a text that a caller hands back unread.
final class Cursor {
    private Cursor() {}

    /// The place after which a list is to go on; null where it is to begin.
    static <P extends Record> Parameters.Value<P> parameter(Parameters parameters, Class<P> type) {
        return parameters.optional(
                "cursor", text -> read(text, type), "must be a nextCursor of an answer");
    }

    static String write(Record place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(StrictJson.write(place));
    }

    /// @param type of the places of that list
    /// @throws IllegalArgumentException where this is none
    private static <P extends Record> P read(String cursor, Class<P> type) {
        try {
            P place =
                    StrictJson.read(
                            Base64.getUrlDecoder()
                                    .decode(cursor.getBytes(StandardCharsets.US_ASCII)),
                            type);
            if (place.toString().indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no place has a U+0000");
            }
            return place;
        } catch (MessageMalformed e) {
            throw new IllegalArgumentException(e);
        }
    }
}
