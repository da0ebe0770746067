package org.trayline.local.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes of an event what a target is sent: a JSON template with `<variable>` where values go. One
/// that stands within quotes is a part of that text; one that stands alone is written as JSON. A
/// field that the event lacks, or that is null, leaves nothing.
final class InputTransformer {
    private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_-]+)>");

    private final Map<String, String> paths;
    private final String template;

    /// @param paths per variable where it is in an event, as `$.detail.name`
    InputTransformer(Map<String, String> paths, String template) {
        this.paths = Map.copyOf(paths);
        this.template = template;
        Matcher variable = VARIABLE.matcher(template);
        while (variable.find()) {
            if (!paths.containsKey(variable.group(1))) {
                throw new IllegalArgumentException(
                        "the rule's template names <%s>, which its paths do not"
                                .formatted(variable.group(1)));
            }
        }
    }

    String transform(JsonNode event) {
        StringBuilder text = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        int at = 0;
        boolean quoted = false;
        while (variable.find()) {
            String before = template.substring(at, variable.start());
            quoted ^= before.chars().filter(c -> c == '"').count() % 2 == 1;
            text.append(before).append(value(event, variable.group(1), quoted));
            at = variable.end();
        }
        return text.append(template.substring(at)).toString();
    }

    private String value(JsonNode event, String name, boolean quoted) {
        String pointer = paths.getOrDefault(name, "").substring(1).replace('.', '/');
        JsonNode value = event.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!quoted) {
            return value.toString();
        }
        return new String(JsonStringEncoder.getInstance().quoteAsString(value.asText()));
    }
}
