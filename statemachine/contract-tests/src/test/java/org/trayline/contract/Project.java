package org.trayline.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The files of this project, by their paths from its root.
public final class Project {
    /// Reads JSON as it is written; a field that is there twice is a mistake.
    public static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private static final Path ROOT = root();

    private Project() {}

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("statemachine/tray-order.asl.json"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no statemachine above " + Path.of("").toAbsolutePath());
    }

    public static Path path(String path) {
        return ROOT.resolve(path);
    }

    public static String text(String path) {
        return text(path(path));
    }

    public static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(Path path) {
        try {
            return JSON.readTree(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("in " + path, e);
        }
    }

    /// The files below a folder whose names end so, in the order of their names.
    public static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.walk(path(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One column of a reference table; its other columns may hold quoted commas, this one may not.
    public static List<String> column(String csv, String column) {
        List<String> lines = text("schema/reference/" + csv).lines().toList();
        int index = Arrays.asList(lines.getFirst().split(",", -1)).indexOf(column);
        if (index < 0) {
            throw new AssertionError(csv + " has no column " + column);
        }
        return lines.stream().skip(1).map(line -> line.split(",", -1)[index]).toList();
    }
}
