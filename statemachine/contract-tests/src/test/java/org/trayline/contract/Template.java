package org.trayline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A template of `sam/`, with its short tags (`!Ref X`) as the objects they stand for
/// (`{"Ref": "X"}`).
public final class Template {
    private final JsonNode root;

    private Template(JsonNode root) {
        this.root = root;
    }

    public static Template read() {
        return read("template.yaml");
    }

    /// @param file in `sam/`
    public static Template read(String file) {
        Object read = new Yaml(new Tags()).load(Project.text("sam/" + file));
        return new Template(Project.JSON.valueToTree(read));
    }

    public JsonNode root() {
        return root;
    }

    public JsonNode resource(String name) {
        return root.at("/Resources").path(name);
    }

    public Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> resources = new TreeMap<>();
        root.path("Resources")
                .properties()
                .forEach(
                        resource -> {
                            if (resource.getValue().path("Type").asText().equals(type)) {
                                resources.put(resource.getKey(), resource.getValue());
                            }
                        });
        return resources;
    }

    /// The properties of every function, with those that the globals give them.
    public Map<String, JsonNode> functions() {
        Map<String, JsonNode> functions = new TreeMap<>();
        resources("AWS::Serverless::Function")
                .forEach(
                        (name, resource) -> {
                            JsonNode globals = root.at("/Globals/Function");
                            ObjectNode properties = globals.deepCopy();
                            properties.setAll((ObjectNode) resource.path("Properties").deepCopy());
                            globals.at("/Environment/Variables")
                                    .properties()
                                    .forEach(
                                            variable ->
                                                    properties
                                                            .withObject("/Environment/Variables")
                                                            .putIfAbsent(
                                                                    variable.getKey(),
                                                                    variable.getValue()));
                            functions.put(name, properties);
                        });
        return functions;
    }

    /// The properties of one function.
    public JsonNode function(String name) {
        JsonNode properties = functions().get(name);
        if (properties == null) {
            throw new AssertionError("template.yaml has no function " + name);
        }
        return properties;
    }

    /// What the workflow's `${…}` are replaced by, as the template says it.
    public JsonNode substitutions() {
        return root.at("/Resources/TrayOrderStateMachine/Properties/DefinitionSubstitutions");
    }

    private static final class Tags extends SafeConstructor {
        Tags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new Tag());
        }

        private final class Tag extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                String tag = node.getTag().getValue().substring(1);
                Object value =
                        switch (node) {
                            case ScalarNode scalar -> scalar.getValue();
                            case SequenceNode sequence -> constructSequence(sequence);
                            case MappingNode mapping -> constructMapping(mapping);
                            default -> throw new IllegalStateException("tag on " + node);
                        };
                return Map.of(tag.equals("Ref") ? tag : "Fn::" + tag, value);
            }
        }
    }
}
