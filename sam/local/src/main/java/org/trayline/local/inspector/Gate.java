package org.trayline.local.inspector;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may ask: this machine's own page, and nobody's else.
///
/// Another site's page can make a browser send requests here, under a name that it lets point here
/// (DNS rebinding) or from where it is. So the host must be the loopback's; what changes something
/// must come from the page's own origin, with the token that only the page was given.
final class Gate {
    static final String TOKEN_HEADER = "X-Inspector-Token";

    private static final int TOKEN_BYTES = 24;
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Set<String> hosts;
    private final String token;

    /// @param port where the page is served
    Gate(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
    }

    /// For the page alone.
    String token() {
        return token;
    }

    static void setHeaders(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("X-Frame-Options", "DENY");
    }

    /// Why a request is refused; null if it may pass.
    @Nullable String objection(HttpExchange exchange, boolean changes) {
        Headers headers = exchange.getRequestHeaders();
        String host = headers.getFirst("Host");
        if (host == null || !hosts.contains(host)) {
            return "this page is served to 127.0.0.1 alone";
        }
        // A link to the page may come from anywhere; its parts and its answers may not.
        boolean page = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !OWN_SITE.contains(site) && (changes || !page)) {
            return "only the inspector's own page may ask";
        }
        if (changes) {
            if (!List.of("http://" + host).equals(headers.get("Origin"))) {
                return "only the inspector's own page may change anything";
            }
            String given = headers.getFirst(TOKEN_HEADER);
            if (given == null || !isToken(given)) {
                return "the page's token is missing or of another run: load the page again";
            }
        }
        return null;
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
