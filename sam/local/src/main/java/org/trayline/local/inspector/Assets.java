package org.trayline.local.inspector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.ProofHtml;

/// The page's files, which are resources beside this class.
final class Assets {
    private static final String PAGE = "index.html";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private static final Set<String> NAMES =
            Set.of(
                    "inspector.css",
                    "tokens.css",
                    "favicon.svg",
                    "main.js",
                    "dom.js",
                    "api.js",
                    "trays.js",
                    "rows.js",
                    "execution.js",
                    "graph.js",
                    "timeline.js",
                    "state.js",
                    "letters.js",
                    "kitchen.js",
                    "replay.js",
                    "order.js",
                    "actions.js",
                    "words.js");

    private Assets() {}

    record Asset(String type, String text) {}

    /// @param name without a folder
    /// @return null where there is no such file
    static @Nullable Asset named(String name) throws IOException {
        if (name.equals("proof.css")) {
            return new Asset("text/css; charset=utf-8", ProofHtml.stylesheet());
        }
        return NAMES.contains(name) ? read(name) : null;
    }

    /// The page with the token that lets it change things.
    static Asset page(String token) throws IOException {
        Asset page = read(PAGE);
        return new Asset(page.type(), page.text().replace("{{token}}", token));
    }

    private static Asset read(String name) throws IOException {
        try (InputStream file = Assets.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException("the jar has no " + name);
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            return new Asset(
                    TYPES.getOrDefault(ending, "application/octet-stream"),
                    new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
