package org.trayline.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The URL of a GET request of `/`, signed in its query (AWS Signature Version 4,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html). RDS and
/// ElastiCache take one as a password.
///
/// @param host with its port, where the service wants it signed
/// @param service such as `rds-db`
record SignedUrl(String region, String service, String host, Map<String, String> query) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String VALID_SECONDS = "900";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// Of a role, for some hours.
    record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {}

    /// Without its scheme.
    String sign(Credentials credentials, Instant now) {
        String time = TIME.format(now);
        String scope = "%s/%s/%s/aws4_request".formatted(time.substring(0, 8), region, service);
        SortedMap<String, String> signed = new TreeMap<>(query);
        signed.put("X-Amz-Algorithm", ALGORITHM);
        signed.put("X-Amz-Credential", credentials.accessKeyId() + "/" + scope);
        signed.put("X-Amz-Date", time);
        signed.put("X-Amz-Expires", VALID_SECONDS);
        signed.put("X-Amz-Security-Token", credentials.sessionToken());
        signed.put("X-Amz-SignedHeaders", "host");
        String text = text(signed);
        String request =
                String.join("\n", "GET", "/", text, "host:" + host, "", "host", sha256(""));
        String toSign = String.join("\n", ALGORITHM, time, scope, sha256(request));
        byte[] key = bytes("AWS4" + credentials.secretAccessKey());
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return "%s/?%s&X-Amz-Signature=%s"
                .formatted(host, text, HexFormat.of().formatHex(hmac(key, toSign)));
    }

    private static String text(SortedMap<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// As RFC 3986 has it, which differs from a form's encoding.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
