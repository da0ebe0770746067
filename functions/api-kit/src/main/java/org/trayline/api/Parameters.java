package org.trayline.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;

/// The parameters of a request, read strictly: each at most once, none that is not known, and all
/// that is wrong is told at once. Ask for every one first, then for the values.
public final class Parameters {
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final Pattern JSON =
            Pattern.compile(
                    "application/json( *; *charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
    private static final JsonMapper LENIENT = new JsonMapper();

    private final Map<String, String> path;
    private final Map<String, List<String>> query;
    private final ApiRequest request;
    private final Caller caller;
    private final Set<String> known = new TreeSet<>();
    private final List<Problem.Fault> faults = new ArrayList<>();

    Parameters(ApiRequest request, Caller caller) {
        this.request = request;
        this.caller = caller;
        this.path = request.pathParameters();
        this.query = request.query();
    }

    /// When it was asked, by the gateway's clock.
    public Instant now() {
        return request.at();
    }

    /// Whether the caller asks for a page rather than for JSON.
    public boolean wantsPage() {
        return Objects.requireNonNullElse(request.header("accept"), "").contains("text/html");
    }

    /// A header that must be there.
    ///
    /// @param name in whatever case
    public <T> Value<T> header(String name, Function<String, @Nullable T> parse, String rule) {
        String text = request.header(name.toLowerCase(Locale.ROOT));
        if (text == null) {
            faults.add(new Problem.Fault(name, null, "is required: " + rule));
            return new Value<>(null);
        }
        return parsed(name, text, parse, rule);
    }

    /// The body, read strictly: an unknown field is refused as a missing one is.
    ///
    /// @throws RequestRefused where it is too large, no JSON, or not of this shape
    public <T extends Record> T body(Class<T> type) {
        byte[] json = request.body().getBytes(StandardCharsets.UTF_8);
        if (json.length > MOST_BODY_BYTES) {
            throw RequestRefused.bodyTooLarge(MOST_BODY_BYTES);
        }
        String contentType = Objects.requireNonNullElse(request.header("content-type"), "");
        if (!JSON.matcher(contentType).matches()) {
            throw RequestRefused.unsupportedMediaType(contentType);
        }
        try {
            return StrictJson.read(json, type);
        } catch (MessageMalformed malformed) {
            throw RequestRefused.invalid(
                    new Problem.Fault(
                            malformed.pointer().isEmpty() ? "body" : malformed.pointer(),
                            valueAt(request.body(), malformed.pointer()),
                            malformed.rule()));
        }
    }

    /// Null where nothing is there, or more than a plain value.
    private static @Nullable String valueAt(String json, String pointer) {
        try {
            JsonNode value = LENIENT.readTree(json).at(pointer);
            return value.isValueNode() && !value.isNull() ? value.asText() : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /// Who asks.
    public Caller caller() {
        return caller;
    }

    /// A value that is there once [Parameters#check()] has passed.
    public static final class Value<T> {
        private final @Nullable T value;

        private Value(@Nullable T value) {
            this.value = value;
        }

        /// The value of a parameter that must be there.
        public T get() {
            return Objects.requireNonNull(value);
        }

        /// The value, or null where it was not sent.
        public @Nullable T orNull() {
            return value;
        }

        public T orElse(T other) {
            return value == null ? other : value;
        }
    }

    /// A part of the path.
    ///
    /// @param parse throws an IllegalArgumentException or a DateTimeException, or answers null,
    ///     where the text breaks the rule
    public <T> Value<T> path(String name, Function<String, @Nullable T> parse, String rule) {
        return parsed(name, path.getOrDefault(name, ""), parse, rule);
    }

    public <T> Value<T> required(String name, Function<String, @Nullable T> parse, String rule) {
        Value<T> value = optional(name, parse, rule);
        if (query.getOrDefault(name, List.of()).isEmpty()) {
            faults.add(new Problem.Fault(name, null, "is required: " + rule));
        }
        return value;
    }

    public <T> Value<T> optional(String name, Function<String, @Nullable T> parse, String rule) {
        known.add(name);
        List<String> values = query.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return new Value<>(null);
        }
        if (values.size() > 1) {
            faults.add(new Problem.Fault(name, String.join(", ", values), "must be given once"));
            return new Value<>(null);
        }
        // What no database keeps in a text.
        if (values.getFirst().indexOf('\0') >= 0) {
            faults.add(new Problem.Fault(name, values.getFirst(), "must not contain U+0000"));
            return new Value<>(null);
        }
        return parsed(name, values.getFirst(), parse, rule);
    }

    /// One of the constants of an enum, spelt as they are.
    public <E extends Enum<E>> Value<E> required(String name, Class<E> type) {
        return required(name, text -> constant(type, text), ruleOf(type));
    }

    public <E extends Enum<E>> Value<E> optional(String name, Class<E> type) {
        return optional(name, text -> constant(type, text), ruleOf(type));
    }

    public Value<Integer> optionalNumber(String name, int least, int most) {
        return optional(
                name,
                text -> {
                    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
                    return number >= least && number <= most ? number : null;
                },
                "must be a whole number from %d to %d".formatted(least, most));
    }

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static String ruleOf(Class<? extends Enum<?>> type) {
        return "must be one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.joining(", "));
    }

    private <T> Value<T> parsed(
            String name, String text, Function<String, @Nullable T> parse, String rule) {
        T value;
        try {
            value = parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            value = null;
        }
        if (value == null) {
            faults.add(new Problem.Fault(name, text, rule));
        }
        return new Value<>(value);
    }

    /// Ends the asking.
    ///
    /// @throws RequestRefused naming all that is wrong
    public void check() {
        query.forEach(
                (name, values) -> {
                    if (!known.contains(name)) {
                        faults.add(
                                new Problem.Fault(
                                        name,
                                        String.join(", ", values),
                                        known.isEmpty()
                                                ? "is not known: there are no parameters here"
                                                : "is not known: there are "
                                                        + String.join(", ", known)));
                    }
                });
        if (!faults.isEmpty()) {
            throw RequestRefused.invalid(faults);
        }
    }

    /// Whether the caller has what this ETag stands for, so that it need not be read.
    public boolean alreadyHas(ETag tag) {
        return tag.matches(request.header("if-none-match"));
    }
}
