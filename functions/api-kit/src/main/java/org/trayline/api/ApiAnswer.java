package org.trayline.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.trayline.kit.StrictJson;

/// What a function answers API Gateway.
///
/// @param statusCode of HTTP
/// @param body JSON, or empty
public record ApiAnswer(
        int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_MODIFIED = 304;

    /// 200 with this as JSON, recognized by its own bytes.
    public static ApiAnswer ok(Object answer) {
        byte[] json = StrictJson.write(answer);
        return ok(json, ETag.of(json));
    }

    /// 200 with this as JSON, recognized by what it was made from.
    public static ApiAnswer ok(Object answer, ETag tag) {
        return ok(StrictJson.write(answer), tag);
    }

    private static ApiAnswer ok(byte[] json, ETag tag) {
        return answer(
                OK, Map.of("Content-Type", "application/json", "ETag", tag.text()), text(json));
    }

    /// 200 with a page for a browser, which may load nothing else.
    public static ApiAnswer page(String html) {
        return answer(
                OK,
                Map.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'",
                        "Vary",
                        "Accept",
                        "ETag",
                        ETag.of(html.getBytes(StandardCharsets.UTF_8)).text()),
                html);
    }

    /// 202 with this as JSON: it will be done, and what comes of it is to be found there.
    ///
    /// @param location a path of the API
    public static ApiAnswer accepted(Object answer, String location) {
        return answer(
                ACCEPTED,
                Map.of("Content-Type", "application/json", "Location", location),
                text(StrictJson.write(answer)));
    }

    /// 304: the caller has it.
    public static ApiAnswer notModified(ETag tag) {
        return answer(NOT_MODIFIED, Map.of("ETag", tag.text()), "");
    }

    /// A problem.
    public static ApiAnswer of(RequestRefused refused) {
        Map<String, String> headers = new TreeMap<>(refused.headers());
        headers.put("Content-Type", Problem.MEDIA_TYPE);
        Problem problem = refused.problem();
        return answer(problem.status(), headers, text(StrictJson.write(problem)));
    }

    /// Answers are about patients: they are kept nowhere on their way, and taken for nothing but
    /// what they say they are.
    private static ApiAnswer answer(int status, Map<String, String> headers, String body) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Cache-Control", "no-store");
        all.put("X-Content-Type-Options", "nosniff");
        return new ApiAnswer(status, all, body, false);
    }

    /// 304 in the place of a 200 that the caller has already.
    ApiAnswer unlessMatched(ApiRequest request) {
        String tag = headers.get("ETag");
        return statusCode == OK
                        && tag != null
                        && new ETag(tag).matches(request.header("if-none-match"))
                ? notModified(new ETag(tag))
                : this;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
