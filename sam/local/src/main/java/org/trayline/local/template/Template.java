package org.trayline.local.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A SAM template as a tree of maps, lists and texts, with its intrinsic functions still to be
/// resolved.
public final class Template {
    /// `!Ref X`, `!GetAtt X.Y`, `!Sub text`: the name after the exclamation mark and its operand.
    record Intrinsic(String name, Object operand) {}

    private final Path file;
    private final Map<String, Object> root;

    private Template(Path file, Map<String, Object> root) {
        this.file = file;
        this.root = root;
    }

    public static Template read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Template(file, asMap(new Yaml(new Tags()).load(reader)));
        }
    }

    /// A path that the template names, which is relative to it.
    public Path resolve(String relative) {
        return file.resolveSibling(relative).normalize();
    }

    /// The default of a parameter; null where it has none.
    @Nullable String parameterDefault(String name) {
        Object value = asMap(asMap(root.get("Parameters")).get(name)).get("Default");
        return value == null ? null : value.toString();
    }

    boolean isParameter(String name) {
        return asMap(root.get("Parameters")).containsKey(name);
    }

    /// What `Globals` says of every function, such as `Timeout`.
    Map<String, Object> functionGlobals() {
        return asMap(asMap(root.get("Globals")).get("Function"));
    }

    /// The properties of all resources of a type, by their logical ids.
    Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        asMap(root.get("Resources"))
                .forEach(
                        (id, resource) -> {
                            if (type.equals(asMap(resource).get("Type"))) {
                                found.put(id, asMap(asMap(resource).get("Properties")));
                            }
                        });
        return found;
    }

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9.:]+)}");

    /// A property as text, its intrinsic functions resolved.
    ///
    /// @param reference gives the value of `X` for `!Ref X` and of `X.Y` for `!GetAtt X.Y`, both
    ///     also within the text of `!Sub`
    static String text(Object value, Function<String, String> reference) {
        return switch (value) {
            case Intrinsic(String name, Object operand)
                    when name.equals("Ref") || name.equals("GetAtt") ->
                    reference.apply(operand.toString());
            case Intrinsic(String name, String text) when name.equals("Sub") ->
                    VARIABLE.matcher(text)
                            .replaceAll(
                                    variable ->
                                            Matcher.quoteReplacement(
                                                    reference.apply(variable.group(1))));
            case Intrinsic intrinsic ->
                    throw new IllegalArgumentException(
                            "the template uses !%s, which one machine does not read"
                                    .formatted(intrinsic.name()));
            default -> value.toString();
        };
    }

    /// A property that has to be there.
    static Object required(Map<String, Object> properties, String name) {
        Object value = properties.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the template does not say " + name);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> asMap(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    static List<?> asList(Object value) {
        return (List<?>) value;
    }

    private static final class Tags extends SafeConstructor {
        Tags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put(
                    "!",
                    new AbstractConstruct() {
                        @Override
                        public Object construct(Node node) {
                            String name = node.getTag().getValue().substring(1);
                            return new Intrinsic(
                                    name,
                                    switch (node) {
                                        case ScalarNode scalar -> scalar.getValue();
                                        case SequenceNode sequence ->
                                                List.copyOf(constructSequence(sequence));
                                        case MappingNode mapping -> constructMapping(mapping);
                                        default -> throw new IllegalArgumentException(name);
                                    });
                        }
                    });
        }
    }
}
