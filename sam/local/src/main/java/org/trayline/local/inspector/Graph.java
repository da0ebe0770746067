package org.trayline.local.inspector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The states of a workflow and where each may lead, read from any Amazon States Language.
///
/// @param nodes the states in their order, those inside of a Parallel or a Map after it
record Graph(List<Node> nodes, List<Edge> edges) {
    /// Where an execution begins: no state, so its name is none.
    static final String START = "";

    /// @param parent the Parallel or Map around it; null at the top
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Node(String state, String type, @Nullable String parent, @Nullable String comment) {}

    /// Why one state follows another.
    enum Kind {
        START,
        NEXT,
        CHOICE,
        DEFAULT,
        CATCH
    }

    /// @param when of a choice its condition, of a catch its error names; null where there is none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Edge(String from, String to, Kind kind, @Nullable String when) {}

    Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    static Graph of(JsonNode definition) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        workflow(definition, null, nodes, edges);
        edges.addFirst(new Edge(START, definition.path("StartAt").asText(), Kind.START, null));
        return new Graph(nodes, edges);
    }

    private static void workflow(
            JsonNode workflow, @Nullable String parent, List<Node> nodes, List<Edge> edges) {
        for (Map.Entry<String, JsonNode> entry : workflow.path("States").properties()) {
            String name = entry.getKey();
            JsonNode state = entry.getValue();
            nodes.add(
                    new Node(
                            name,
                            state.path("Type").asText(),
                            parent,
                            state.path("Comment").textValue()));
            edges(name, state, edges);
            for (JsonNode branch : state.path("Branches")) {
                workflow(branch, name, nodes, edges);
            }
            workflow(state.path("ItemProcessor"), name, nodes, edges);
            workflow(state.path("Iterator"), name, nodes, edges);
        }
    }

    private static void edges(String name, JsonNode state, List<Edge> edges) {
        for (JsonNode choice : state.path("Choices")) {
            String condition = choice.path("Condition").textValue();
            add(edges, name, choice.path("Next"), Kind.CHOICE, condition);
        }
        add(edges, name, state.path("Default"), Kind.DEFAULT, null);
        add(edges, name, state.path("Next"), Kind.NEXT, null);
        for (JsonNode catcher : state.path("Catch")) {
            List<String> errors = new ArrayList<>();
            catcher.path("ErrorEquals").forEach(error -> errors.add(error.asText()));
            add(edges, name, catcher.path("Next"), Kind.CATCH, String.join(", ", errors));
        }
    }

    private static void add(
            List<Edge> edges, String from, JsonNode to, Kind kind, @Nullable String when) {
        if (!to.isTextual()) {
            return;
        }
        // Several rules that lead to one state are one line.
        for (int i = 0; i < edges.size(); i++) {
            Edge same = edges.get(i);
            if (same.from().equals(from)
                    && same.to().equals(to.textValue())
                    && same.kind() == kind) {
                edges.set(i, new Edge(from, same.to(), kind, same.when() + "\n" + when));
                return;
            }
        }
        edges.add(new Edge(from, to.textValue(), kind, when));
    }
}
