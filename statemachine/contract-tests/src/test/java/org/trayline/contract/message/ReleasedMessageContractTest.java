package org.trayline.contract.message;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Project;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;

/// Messages of the releases before are on queues, in executions that run on and on the DLQ when a
/// release comes: its handlers read them. A release adds a folder of what its own functions were
/// sent to `schema/messages/released`; a file is a list.
final class ReleasedMessageContractTest {
    private static final Map<String, Class<?>> TYPES = types();

    private static final Set<String> QUEUED =
            Set.of("tray-request", "failed-execution", "queued-notice");

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new TreeMap<>();
        try {
            MessageShapeContractTest.messages()
                    .map(message -> message.get())
                    .forEach(message -> types.put((String) message[0], (Class<?>) message[1]));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return types;
    }

    static List<Path> released() {
        return Messages.released();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace(".json", "");
    }

    @ParameterizedTest
    @MethodSource("released")
    void whatAReleaseSentIsRead(Path file) {
        JsonNode messages = Project.json(file);
        assertTrue(messages.size() > 0, file::toString);
        for (JsonNode message : messages) {
            assertDoesNotThrow(
                    () -> {
                        Versioned.requireKnown(message.path("schemaVersion").asInt());
                        StrictJson.read(
                                message.toString().getBytes(StandardCharsets.UTF_8),
                                TYPES.getOrDefault(name(file), Void.class));
                    },
                    () -> file + ": " + message);
        }
    }

    @Test
    void everyMessageThatMayWaitForAReleaseIsThere() {
        Set<String> waiting =
                TYPES.keySet().stream()
                        .filter(name -> name.endsWith(".input") || QUEUED.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
        Map<Path, Set<String>> there = new TreeMap<>();
        for (Path file : Messages.released()) {
            there.computeIfAbsent(file.getParent(), release -> new TreeSet<>()).add(name(file));
        }
        assertTrue(!there.isEmpty(), "no release");
        there.forEach((release, files) -> assertEquals(waiting, files, release::toString));
    }
}
