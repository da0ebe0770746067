package org.trayline.asl.recorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;

/// One file of the corpus.
record RecordedCase(Map<?, ?> fields) {
    static RecordedCase read(Path file) throws IOException {
        if (Json.parse(Files.readString(file)).value() instanceof Map<?, ?> fields) {
            return new RecordedCase(fields);
        }
        throw new IOException("no case: " + file);
    }

    String id() {
        return text("id");
    }

    String text(String field) {
        return String.valueOf(fields.get(field));
    }

    Map<?, ?> object(String field) {
        return fields.get(field) instanceof Map<?, ?> object ? object : Map.of();
    }

    List<?> list(String field) {
        return fields.get(field) instanceof List<?> list ? list : List.of();
    }

    /// True for an execution all of whose states are written in JSONata.
    boolean isJsonataExecution() {
        if (!text("kind").equals("execution") || !(definition() instanceof Map<?, ?> definition)) {
            return false;
        }
        Set<String> languages = new HashSet<>();
        languages(definition, "JSONPath", languages);
        return languages.equals(Set.of("JSONata"));
    }

    private @Nullable Object definition() {
        Object definition = fields.get("definition");
        return definition instanceof String text ? Json.parse(text).value() : definition;
    }

    private static void languages(Map<?, ?> workflow, String inherited, Set<String> found) {
        String language = languageOf(workflow, inherited);
        if (!(workflow.get("States") instanceof Map<?, ?> states)) {
            return;
        }
        for (Object state : states.values()) {
            if (state instanceof Map<?, ?> fields) {
                String own = languageOf(fields, language);
                found.add(own);
                if (fields.get("Branches") instanceof List<?> branches) {
                    branches.forEach(branch -> languages((Map<?, ?>) branch, own, found));
                }
                for (String holder : List.of("ItemProcessor", "Iterator")) {
                    if (fields.get(holder) instanceof Map<?, ?> held) {
                        languages(held, own, found);
                    }
                }
            }
        }
    }

    private static String languageOf(Map<?, ?> fields, String inherited) {
        return fields.get("QueryLanguage") instanceof String named ? named : inherited;
    }
}
