package org.trayline.contract.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trayline.contract.Project;

/// The schemas of `schema/messages`, with the examples beside them.
public final class Messages {
    private static final String BASE = "https://trayline.org/messages/";
    private static final Path FOLDER = Project.path("schema/messages");
    private static final Map<String, String> TEXTS = texts();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(TEXTS));

    private Messages() {}

    private static Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        files().forEach(file -> texts.put(BASE + file.getFileName(), Project.text(file)));
        return texts;
    }

    /// The schemas.
    static List<Path> files() {
        return Project.files("schema/messages", ".json").stream()
                .filter(file -> FOLDER.equals(file.getParent()))
                .toList();
    }

    /// One example per answer of the API.
    static List<Path> examples() {
        return Project.files("schema/messages/examples", ".json");
    }

    /// Messages of releases, a folder each, with a file per schema.
    static List<Path> released() {
        return Project.files("schema/messages/released", ".json");
    }

    /// What is wrong with a message; empty if nothing is.
    ///
    /// @param name such as `create-order.input`
    public static List<String> problems(String name, String json) {
        Schema schema = SCHEMAS.getSchema(SchemaLocation.of(BASE + name + ".json"));
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    public static void assertValid(String name, String json, String what) {
        assertEquals(
                List.of(),
                problems(name, json),
                () -> what + " against schema/messages/" + name + ".json: " + json);
    }
}
