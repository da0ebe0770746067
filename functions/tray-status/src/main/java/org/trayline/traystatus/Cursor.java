package org.trayline.traystatus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;
import org.trayline.meal.status.TrayPlace;

/// A place in the list as a text that a caller hands back unread.
final class Cursor {
    private Cursor() {}

    static String write(TrayPlace place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(StrictJson.write(place));
    }

    /// @throws IllegalArgumentException where this is none
    static TrayPlace read(String cursor) {
        try {
            TrayPlace place =
                    StrictJson.read(
                            Base64.getUrlDecoder()
                                    .decode(cursor.getBytes(StandardCharsets.US_ASCII)),
                            TrayPlace.class);
            if (place.location().toString().indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no place has a U+0000");
            }
            return place;
        } catch (MessageMalformed e) {
            throw new IllegalArgumentException(e);
        }
    }
}
