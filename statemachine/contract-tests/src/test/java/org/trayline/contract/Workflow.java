package org.trayline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// `statemachine/tray-order.asl.json`.
public final class Workflow {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    private final String text;
    private final JsonNode root;

    private Workflow(String text, JsonNode root) {
        this.text = text;
        this.root = root;
    }

    public static Workflow read() {
        return new Workflow(
                Project.text("statemachine/tray-order.asl.json"),
                Project.json(Project.path("statemachine/tray-order.asl.json")));
    }

    public String text() {
        return text;
    }

    public JsonNode root() {
        return root;
    }

    public Map<String, JsonNode> states() {
        Map<String, JsonNode> states = new LinkedHashMap<>();
        root.path("States").properties().forEach(s -> states.put(s.getKey(), s.getValue()));
        return states;
    }

    public Map<String, JsonNode> states(String type) {
        Map<String, JsonNode> states = states();
        states.values().removeIf(state -> !state.path("Type").asText().equals(type));
        return states;
    }

    /// The Task states, each with its function.
    public List<Step> steps() {
        return states("Task").keySet().stream().map(Step::new).toList();
    }

    public Set<String> substitutions() {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher matcher = SUBSTITUTION.matcher(text); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /// The text that is deployed.
    public String substituted(Map<String, String> values) {
        return SUBSTITUTION
                .matcher(text)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        values.getOrDefault(match.group(1), match.group())));
    }

    public static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    /// A Task state and all that is named after it.
    ///
    /// @param state such as `Check Eligibility`
    public record Step(String state) {
        /// `check-eligibility`
        public String module() {
            return state.toLowerCase(Locale.ROOT).replace(' ', '-');
        }

        /// `org.trayline.checkeligibility.CheckEligibilityHandler`
        public String handler() {
            return "org.trayline." + module().replace("-", "") + "." + pascal() + "Handler";
        }

        /// `CheckEligibilityFunction`
        public String resource() {
            return pascal() + "Function";
        }

        /// `CheckEligibilityFunctionArn`
        public String substitution() {
            return resource() + "Arn";
        }

        /// `CheckEligibility`
        private String pascal() {
            return state.replace(" ", "");
        }

        @Override
        public String toString() {
            return state;
        }
    }
}
