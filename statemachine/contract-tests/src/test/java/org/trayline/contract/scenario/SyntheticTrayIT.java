package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trayline.contract.Project;
import org.trayline.contract.Template;
import org.trayline.contract.Workflow;

/// The tray that a deployment tries each function of the workflow with: it gets the answer that the
/// hook waits for, from the real database, and leaves no trace.
final class SyntheticTrayIT {
    private static final JsonNode PARTS =
            Project.json(
                    Project.path(
                            "functions/try-release/src/main/resources/org/trayline/tryrelease/synthetic.json"));

    @Test
    void everyFunctionOfTheWorkflowAnswersAsTheHookExpectsAndWritesNothing() throws Exception {
        Stage stage = Stage.shared();
        Set<String> tried = new TreeSet<>();
        try (Contents contents = new Contents(stage.database())) {
            String before = contents.now();
            int sent = stage.aws().messages().size();
            for (JsonNode part : PARTS) {
                String function = function(part.path("function").asText());
                tried.add(function);
                String answer = answer(function, part.path("message"));
                part.path("answers")
                        .forEach(
                                text ->
                                        assertTrue(
                                                answer.contains(text.asText()),
                                                () -> function + " answers " + answer));
            }
            assertEquals(before, contents.now(), "the database");
            assertEquals(sent, stage.aws().messages().size(), "messages sent");
            assertEquals(List.of(), stage.aws().notices("synthetic"), "notices");
        }
        Set<String> steps = new TreeSet<>();
        Workflow.read().steps().forEach(step -> steps.add(step.resource()));
        assertEquals(
                steps, tried, "expected: functions of the workflow; was: those that are tried");
    }

    /// What a release is tried with once it is deployed: each call, by the variable of its answer,
    /// and the texts that the answer must have.
    @Test
    void theScriptThatTriesAReleaseIsAnsweredAsItExpects() throws Exception {
        String script = Project.text(".github/try.sh");
        Map<String, String> answers = new TreeMap<>();
        for (MatchResult call : matches("(\\w+)=\\$\\(call (\\w+) '(.*?)'\\)\n", script)) {
            String message =
                    call.group(3)
                            .replace("'\"$(date +%s000)\"'", "1795000000000")
                            .replace("'\"$(date -u +%FT%TZ)\"'", "2026-11-19T15:30:00Z")
                            .replace("'\"$(date +%F)\"'", "2026-11-19");
            String function =
                    Template.read()
                            .root()
                            .at("/Outputs/" + call.group(2) + "/Value/Fn::GetAtt")
                            .asText()
                            .replace(".Arn", "");
            answers.put(call.group(1), answer(function, Project.JSON.readTree(message)));
        }
        assertEquals(Set.of("health", "tray"), answers.keySet());
        int expected = 0;
        for (MatchResult grep : matches("grep -q '([^']*)' <<<\"\\$(\\w+)\"", script)) {
            String answer = answers.getOrDefault(grep.group(2), "");
            assertTrue(answer.contains(grep.group(1)), () -> grep.group(1) + " in " + answer);
            expected++;
        }
        assertEquals(3, expected, "texts that the script waits for");
    }

    private static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
    }

    /// The function that a variable of the hook names.
    private static String function(String variable) {
        return Template.read()
                .function("TryReleaseFunction")
                .at("/Environment/Variables/" + variable + "/Fn::GetAtt")
                .asText()
                .replace(".Arn", "");
    }

    /// What Lambda would answer, or tell of the fault.
    private static String answer(String function, JsonNode message) throws IOException {
        RequestStreamHandler handler = Stage.shared().handler(function, Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(message.toString().getBytes(StandardCharsets.UTF_8)),
                    out,
                    new Call(function, new ArrayList<>()));
            return out.toString(StandardCharsets.UTF_8);
        } catch (RuntimeException fault) {
            return "{\"errorType\":\"%s\",\"errorMessage\":\"%s\"}"
                    .formatted(fault.getClass().getName(), fault.getMessage());
        }
    }
}
