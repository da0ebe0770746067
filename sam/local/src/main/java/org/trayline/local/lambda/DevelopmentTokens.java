package org.trayline.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trayline.api.Role;

/// In the place of an authorizer and its user pool: issues tokens for development, and lets in who
/// has one. They are JWTs (RFC 7519, HS256) of a key that only this process has: with it they end.
public final class DevelopmentTokens {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SCHEME = "Bearer ";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    public DevelopmentTokens() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    /// A token with the claims that an authorizer passes on.
    public String issue(String subject, Set<Role> roles, Collection<String> facilities) {
        ObjectNode claims = JSON.createObjectNode();
        claims.put("iss", "trayline-development");
        claims.put("sub", subject);
        claims.put(
                "cognito:groups",
                roles.stream().sorted().map(Role::code).collect(Collectors.joining(",")));
        claims.put("custom:facilities", String.join(",", facilities));
        String signed =
                encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        return signed + "." + encoded(signature(signed));
    }

    /// The claims of a token of this process; empty for any other.
    ///
    /// @param authorization the header
    Optional<JsonNode> claims(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String token = authorization.substring(SCHEME.length());
        int end = token.lastIndexOf('.');
        int middle = token.indexOf('.');
        if (middle < 0 || middle == end) {
            return Optional.empty();
        }
        byte[] expected =
                encoded(signature(token.substring(0, end))).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(
                expected, token.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JSON.readTree(Base64.getUrlDecoder().decode(token.substring(middle + 1, end))));
        } catch (IOException e) {
            throw new IllegalStateException("a token of our own is no JSON", e);
        }
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
