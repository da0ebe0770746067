package org.trayline.api;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parameters of a request, read strictly: each at most once, none that is not known, and all
/// that is wrong is told at once. Ask for every one first, then for the values.
public final class Parameters {
    private final Map<String, String> path;
    private final Map<String, List<String>> query;
    private final @Nullable String ifNoneMatch;
    private final Set<String> known = new TreeSet<>();
    private final List<Problem.Fault> faults = new ArrayList<>();

    Parameters(ApiRequest request) {
        this.path = request.pathParameters();
        this.query = request.query();
        this.ifNoneMatch = request.header("if-none-match");
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
        if (!query.containsKey(name)) {
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
        return tag.matches(ifNoneMatch);
    }
}
