package org.trayline.asl.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import java.math.BigInteger;
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

    /// The most items that `$range` gives, as measured on AWS.
    private static final int MOST_ITEMS = 360_145;

    private final Map<String, JFunction> functions;

    /// @param random gives `$random` without a seed, and `$uuid`
    public BuiltInFunctions(WorkflowClock clock, RandomGenerator random) {
        functions =
                Map.of(
                        "partition",
                        new JFunction((_, given) -> partition(given), "<an?:a>"),
                        "range",
                        new JFunction((_, given) -> range(given), "<nnn?:a>"),
                        "hash",
                        new JFunction((_, given) -> hash(given), "<ss?:s>"),
                        "random",
                        new JFunction((_, given) -> random(argument(given, 0), random), "<n?:n>"),
                        "uuid",
                        new JFunction((_, _) -> uuid(random), "<:s>"),
                        "parse",
                        new JFunction((_, given) -> parse(argument(given, 0)), "<s?:x>"),
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

    /// As measured on AWS: undefined for no items or a size of 0, all in one part for no size;
    /// fractions are cut off.
    private static @Nullable Object partition(List<?> given) {
        Object array = argument(given, 0);
        List<?> items = array instanceof List<?> list ? list : List.of(required(array, 0));
        if (items.isEmpty()) {
            return null;
        }
        int size = items.size();
        if (argument(given, 1) instanceof Number wanted) {
            size = Math.clamp(wanted.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (size < 0) {
            throw new JException("D3137", -1, "Second argument must be zero or greater");
        }
        if (size == 0) {
            return null;
        }
        List<Object> parts = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            int to = (int) Math.min((long) from + size, items.size());
            parts.add(new ArrayList<>(items.subList(from, to)));
        }
        return parts;
    }

    /// As measured on AWS: undefined without a step that leads from the first to the last, one item
    /// alone is no array, and fractions are cut off.
    private static @Nullable Object range(List<?> given) {
        long first = number(given, 0).longValue();
        long last = number(given, 1).longValue();
        long step = argument(given, 2) instanceof Number stride ? stride.longValue() : 0;
        if (step == 0) {
            return null;
        }
        BigInteger distance = BigInteger.valueOf(last).subtract(BigInteger.valueOf(first));
        BigInteger steps = distance.divide(BigInteger.valueOf(step));
        if (distance.signum() * Long.signum(step) < 0) {
            return null;
        }
        if (steps.compareTo(BigInteger.valueOf(MOST_ITEMS)) >= 0) {
            throw new JException(
                    "Expression evaluation memory limit exceeded: Check for excessive memory usage",
                    -1);
        }
        List<Object> items = Utils.createSequence();
        for (long index = 0; index <= steps.longValue(); index++) {
            items.add(plain(first + index * step));
        }
        return items;
    }

    private static Number plain(long number) {
        return number == (int) number ? (Number) (int) number : (Number) number;
    }

    private static @Nullable String hash(List<?> given) {
        String content = text(given, 0);
        if (argument(given, 1) == null) {
            return null;
        }
        String algorithm = text(given, 1);
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

    private static @Nullable Object parse(@Nullable Object text) {
        if (text == null) {
            return null;
        }
        try {
            return Json.parseUnambiguous((String) text).value();
        } catch (MalformedJson fault) {
            throw new JException("D3137", -1, "Invalid JSON: " + fault.getMessage());
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

    private static Object required(@Nullable Object argument, int index) {
        if (argument == null) {
            throw mismatch(index);
        }
        return argument;
    }

    private static JException mismatch(int index) {
        return new JException("T0410", -1, index + 1, "");
    }
}
