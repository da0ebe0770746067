package org.trayline.asl.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;
import org.trayline.asl.json.MalformedJson;
import org.trayline.asl.time.WorkflowClock;

/// The functions that Step Functions adds to JSONata, and those that depend on time or chance.
///
/// `$eval` does not exist, as on AWS. Source: "Transforming data with JSONata in Step Functions".
public final class BuiltInFunctions {
    private static final List<String> HASHES =
            List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final int MOST_ITEMS = 1000;

    private final Map<String, JFunction> functions;

    /// @param random gives `$random` without a seed, and `$uuid`
    public BuiltInFunctions(WorkflowClock clock, RandomGenerator random) {
        functions =
                Map.of(
                        "partition",
                        new JFunction(
                                (_, given) -> partition(list(given, 0), number(given, 1)), "<xn>"),
                        "range",
                        new JFunction(
                                (_, given) ->
                                        range(number(given, 0), number(given, 1), number(given, 2)),
                                "<nnn>"),
                        "hash",
                        new JFunction((_, given) -> hash(text(given, 0), text(given, 1)), "<ss>"),
                        "random",
                        new JFunction((_, given) -> random(argument(given, 0), random), "<n?>"),
                        "uuid",
                        new JFunction((_, _) -> uuid(random), "<:s>"),
                        "parse",
                        new JFunction((_, given) -> parse(text(given, 0)), "<s>"),
                        "millis",
                        new JFunction((_, _) -> clock.now().toEpochMilli(), "<:n>"),
                        "now",
                        new JFunction(
                                (_, given) ->
                                        Functions.dateTimeFromMillis(
                                                clock.now().toEpochMilli(),
                                                (String) argument(given, 0),
                                                (String) argument(given, 1)),
                                "<s?s?:s>"),
                        "eval",
                        new JFunction(
                                (_, _) -> {
                                    throw new JException("T1006", -1);
                                },
                                "<s?x?>"));
    }

    void registerIn(Jsonata expression) {
        functions.forEach(expression::registerFunction);
    }

    private static List<Object> partition(List<?> items, Number size) {
        int length = size.intValue();
        if (length < 1) {
            throw new JException("D3137", -1, "$partition: the size must be a positive integer");
        }
        List<Object> parts = new ArrayList<>();
        for (int from = 0; from < items.size(); from += length) {
            parts.add(new ArrayList<>(items.subList(from, Math.min(from + length, items.size()))));
        }
        return parts;
    }

    private static List<Object> range(Number first, Number last, Number step) {
        BigDecimal stride = new BigDecimal(step.toString());
        BigDecimal end = new BigDecimal(last.toString());
        if (stride.signum() == 0) {
            throw new JException("D3137", -1, "$range: the step must not be zero");
        }
        List<Object> items = new ArrayList<>();
        BigDecimal next = new BigDecimal(first.toString());
        while (next.compareTo(end) * stride.signum() <= 0) {
            if (items.size() == MOST_ITEMS) {
                throw new JException("D3137", -1, "$range: more than 1000 items");
            }
            items.add(plain(next));
            next = next.add(stride);
        }
        return items;
    }

    private static Number plain(BigDecimal number) {
        double value = number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
            return (int) value;
        }
        return value;
    }

    private static String hash(String content, String algorithm) {
        if (!HASHES.contains(algorithm)) {
            throw new JException("D3137", -1, "$hash: unknown algorithm " + algorithm);
        }
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm)
                                    .digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static double random(@Nullable Object seed, RandomGenerator random) {
        return seed instanceof Number given
                ? new Random(given.longValue()).nextDouble()
                : random.nextDouble();
    }

    private static String uuid(RandomGenerator random) {
        long version4 = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long variant2 = (random.nextLong() >>> 2) | 0x8000000000000000L;
        return new java.util.UUID(version4, variant2).toString();
    }

    private static Object parse(String text) {
        try {
            return Json.read(text).value();
        } catch (MalformedJson fault) {
            throw new JException("D3137", -1, "$parse: " + fault.getMessage());
        }
    }

    private static @Nullable Object argument(List<?> given, int index) {
        return index < given.size() ? given.get(index) : null;
    }

    private static Number number(List<?> given, int index) {
        if (argument(given, index) instanceof Number number) {
            return number;
        }
        throw mismatch(index);
    }

    private static String text(List<?> given, int index) {
        if (argument(given, index) instanceof String text) {
            return text;
        }
        throw mismatch(index);
    }

    private static List<?> list(List<?> given, int index) {
        Object argument = argument(given, index);
        if (argument == null) {
            throw mismatch(index);
        }
        return argument instanceof List<?> list ? list : List.of(argument);
    }

    private static JException mismatch(int index) {
        return new JException("T0410", -1, index + 1, "");
    }
}
