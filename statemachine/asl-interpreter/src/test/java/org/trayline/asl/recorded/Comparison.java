package org.trayline.asl.recorded;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;

/// Compares what AWS answered, with its masks, with what the interpreter answers.
///
/// `<token>` stands for any text; times and roles are compared by presence.
final class Comparison {
    private static final Pattern TOKEN = Pattern.compile("<[A-Za-z][A-Za-z0-9_./ -]*(?::[^<>]*)?>");
    private static final Set<String> TIME_WORDS =
            Set.of("timestamp", "datetime", "date", "start-date", "stop-date", "time");
    private static final Set<String> OPAQUE =
            Set.of("SdkHttpMetadata", "SdkResponseMetadata", "stackTrace");
    private static final Set<String> PRESENT = Set.of("roleArn", "traceHeader", "revisionId");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z");

    private record Mask(Pattern pattern, String replacement) {}

    private final List<Mask> masks = new ArrayList<>();
    private final Set<String> words = new HashSet<>();
    private @Nullable String difference;

    Comparison(List<?> given) {
        for (Object each : given) {
            if (each instanceof Map<?, ?> mask
                    && mask.get("replacement") instanceof String replacement) {
                words.add(replacement);
                if ("regex".equals(mask.get("kind"))) {
                    String pattern = String.valueOf(mask.get("pattern"));
                    masks.add(new Mask(compiled(pattern), Matcher.quoteReplacement(replacement)));
                }
            }
        }
    }

    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException _) {
            return Pattern.compile(Pattern.quote(pattern));
        }
    }

    /// The first difference that was found, or null.
    @Nullable String difference() {
        return difference;
    }

    boolean same(@Nullable Object expected, @Nullable Object actual, String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        if (PRESENT.contains(key)) {
            return actual != null || differs(path, expected, null);
        }
        if (expected instanceof String text
                && (TIME_WORDS.contains(text)
                        || text.startsWith("<timestamp:")
                        || (words.contains(text)
                                && !(actual instanceof Map || actual instanceof List)))) {
            return actual != null || differs(path, expected, null);
        }
        return switch (expected) {
            case Map<?, ?> fields -> sameObject(fields, unwrapped(actual), path);
            case List<?> items -> sameList(items, unwrapped(actual), path);
            case String text -> sameText(text, actual, path);
            case Number number -> sameNumber(number, unwrapped(actual), path);
            case null -> Json.isNull(actual) || differs(path, null, actual);
            default ->
                    expected.equals(Json.isNull(actual) ? Json.NULL : actual)
                            || differs(path, expected, actual);
        };
    }

    private boolean sameObject(Map<?, ?> expected, @Nullable Object actual, String path) {
        if (!(actual instanceof Map<?, ?> fields)) {
            return differs(path, expected, actual);
        }
        Set<String> wanted = keys(expected);
        Set<String> found = keys(fields);
        if (!wanted.equals(found)) {
            return differs(path, "keys " + wanted, "keys " + found);
        }
        for (String key : wanted) {
            if (!OPAQUE.contains(key)
                    && !same(expected.get(key), fields.get(key), path + "." + key)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> keys(Map<?, ?> fields) {
        Set<String> keys = new TreeSet<>();
        fields.keySet().forEach(key -> keys.add(String.valueOf(key)));
        keys.remove("ResponseMetadata");
        return keys;
    }

    private boolean sameList(List<?> expected, @Nullable Object actual, String path) {
        if (!(actual instanceof List<?> items) || items.size() != expected.size()) {
            return differs(path, expected, actual);
        }
        for (int index = 0; index < items.size(); index++) {
            if (!same(expected.get(index), items.get(index), path + "[" + index + "]")) {
                return false;
            }
        }
        return true;
    }

    private boolean sameNumber(Number expected, @Nullable Object actual, String path) {
        return (actual instanceof Number number && expected.doubleValue() == number.doubleValue())
                || differs(path, expected, actual);
    }

    private boolean sameText(String expected, @Nullable Object actual, String path) {
        if (actual instanceof String text) {
            if (matches(expected, text)) {
                return true;
            }
            Object wanted = unwrapped(expected);
            Object found = unwrapped(text);
            return (!(wanted instanceof String)
                            && !(found instanceof String)
                            && same(wanted, found, path))
                    || differs(path, expected, actual);
        }
        return (actual != null && TOKEN.matcher(expected).matches())
                || differs(path, expected, actual);
    }

    private boolean matches(String expected, String actual) {
        String masked = actual;
        for (Mask mask : masks) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.replacement());
        }
        masked = DATE.matcher(masked).replaceAll("date");
        if (expected.equals(actual) || expected.equals(masked)) {
            return true;
        }
        StringBuilder pattern = new StringBuilder();
        Matcher tokens = TOKEN.matcher(expected);
        int end = 0;
        while (tokens.find()) {
            pattern.append(Pattern.quote(expected.substring(end, tokens.start()))).append(".*?");
            end = tokens.end();
        }
        pattern.append(Pattern.quote(expected.substring(end)));
        Pattern whole = Pattern.compile(pattern.toString(), Pattern.DOTALL);
        return whole.matcher(actual).matches() || whole.matcher(masked).matches();
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        if (value instanceof String text) {
            try {
                return Json.parse(text).value();
            } catch (MalformedJson _) {
                return value;
            }
        }
        return value;
    }

    private boolean differs(String path, @Nullable Object expected, @Nullable Object actual) {
        if (difference == null) {
            difference = path + ": expected " + expected + " but was " + actual;
        }
        return false;
    }
}
