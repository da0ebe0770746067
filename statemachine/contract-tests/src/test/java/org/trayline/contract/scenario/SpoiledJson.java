package org.trayline.contract.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.trayline.contract.Project;

/// A JSON document with one thing wrong with it: the same for the same seed.
final class SpoiledJson {
    /// What may stand in the place of any value, as JSON.
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "[]",
                    "{}",
                    "\"\"",
                    "\"x\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"'; drop table tray_orders; --\"",
                    "-1",
                    "0",
                    "1",
                    "0.1",
                    "2147483648",
                    "9223372036854775808",
                    "1e308",
                    "1e999999999",
                    "1e-999999999",
                    "\"2026-02-30\"",
                    "\"9999-12-31\"",
                    "\"-999999999-01-01\"",
                    "\"+1000000000-12-31T23:59:59.999999999Z\"",
                    "\"0001-01-01T00:00:00Z\"",
                    "\"LUNCH\"",
                    "\"SODIUM_MG\"",
                    "\"00000000-0000-5000-8000-000000000000\"");

    private static final int LONG = 70_000;
    private static final int DEEP = 3_000;

    private final Random random;

    SpoiledJson(long seed) {
        this.random = new Random(seed);
    }

    /// The document as bytes, which may be no JSON any more, and no UTF-8.
    byte[] bytes(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes, at);
            case 2 -> spliced(bytes, at, new byte[] {0});
            case 3 -> spliced(bytes, 0, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
            case 4 -> spliced(bytes, at, new byte[] {(byte) 0xC3, (byte) 0x28});
            case 5 -> spliced(bytes, at, bytes);
            case 6 -> "[".repeat(DEEP).getBytes(StandardCharsets.UTF_8);
            default -> value(json).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        return flipped;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] inserted) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length + inserted.length);
        System.arraycopy(inserted, 0, spliced, at, inserted.length);
        System.arraycopy(bytes, at, spliced, at + inserted.length, bytes.length - at);
        return spliced;
    }

    /// JSON still, with one value changed, doubled, taken away or of great length.
    String value(String json) {
        try {
            JsonNode root = Project.JSON.readTree(json);
            List<JsonNode> containers = new ArrayList<>();
            collect(root, containers);
            String marked = "\"the spoiled one\"";
            JsonNode mark = Project.JSON.readTree(marked);
            switch (containers.get(random.nextInt(containers.size()))) {
                case ObjectNode object -> spoil(object, mark);
                case ArrayNode array -> array.set(random.nextInt(array.size()), mark);
                default -> throw new IllegalStateException("containers only");
            }
            // Written in as a text: no tree keeps such a number as it is.
            return root.toString().replace(marked, replacement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void spoil(ObjectNode object, JsonNode mark) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "s", object.path(name));
            case 2 -> object.set(name, object.path(names.get(random.nextInt(names.size()))));
            default -> object.set(name, mark);
        }
    }

    private String replacement() {
        return random.nextInt(12) == 0
                ? "\"" + "x".repeat(LONG) + "\""
                : VALUES.get(random.nextInt(VALUES.size()));
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
        }
        node.forEach(child -> collect(child, containers));
    }
}
