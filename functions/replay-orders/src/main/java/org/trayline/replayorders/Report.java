package org.trayline.replayorders;

import java.nio.charset.StandardCharsets;
import org.trayline.kit.StrictJson;

/// Results as the JSON that the Lambda answers with.
public final class Report {
    private Report() {}

    public static String json(Listing listing) {
        return json(Command.listed(listing));
    }

    public static String json(Shown shown) {
        return json(Command.shown(shown));
    }

    public static String json(Replayed replayed) {
        return json(Command.replayed(replayed));
    }

    private static String json(Command.Output output) {
        return new String(StrictJson.write(output), StandardCharsets.UTF_8);
    }
}
