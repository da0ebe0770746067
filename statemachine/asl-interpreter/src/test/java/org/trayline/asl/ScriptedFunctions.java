package org.trayline.asl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trayline.asl.json.Json;
import org.trayline.asl.task.LambdaFunctions;

/// Functions that answer as a script says: each answer once, the last one for ever.
///
/// An answer is `{"returns": value}`, `{"echoes": true}`, `{"throws": {"errorType": …}}`,
/// `{"throwsText": text}`, `{"refuses": {"code": …, "message": …, "status": …}}`,
/// `{"returnsLetters": count}` or `{"hangs": true}`. Without a script a function echoes.
public final class ScriptedFunctions implements LambdaFunctions {
    private final Map<String, Deque<Map<?, ?>>> scripts = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    public ScriptedFunctions(Map<?, ?> scripts) {
        scripts.forEach((function, answers) -> script(String.valueOf(function), (List<?>) answers));
    }

    public synchronized void script(String function, List<?> answers) {
        Deque<Map<?, ?>> script = new ArrayDeque<>();
        answers.forEach(answer -> script.add((Map<?, ?>) answer));
        scripts.put(function, script);
    }

    /// The calls so far, as `function payload`.
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Answer invoke(String function, byte[] payload) throws InterruptedException {
        String event = new String(payload, StandardCharsets.UTF_8);
        Map<?, ?> answer = next(function, event);
        if (answer.containsKey("hangs")) {
            synchronized (answer) {
                while (true) {
                    answer.wait();
                }
            }
        }
        if (answer.get("refuses") instanceof Map<?, ?> fault) {
            return new ServiceFault(
                    String.valueOf(fault.get("code")),
                    String.valueOf(fault.get("message")),
                    fault.get("status") instanceof Integer status ? status : 500,
                    "request-1");
        }
        if (answer.get("throws") instanceof Map<?, ?> error) {
            return new FunctionError(
                    (String) error.get("errorType"),
                    (String) error.get("errorMessage"),
                    Json.of(error).text());
        }
        if (answer.get("throwsText") instanceof String text) {
            return new FunctionError(null, null, text);
        }
        if (answer.get("returnsLetters") instanceof Number count) {
            return new Returned("\"" + "a".repeat(count.intValue()) + "\"", "$LATEST");
        }
        return new Returned(
                answer.containsKey("returns") ? Json.of(answer.get("returns")).text() : event,
                "$LATEST");
    }

    private synchronized Map<?, ?> next(String function, String event) {
        calls.add(function + " " + event);
        Deque<Map<?, ?>> script = scripts.get(function);
        if (script == null || script.isEmpty()) {
            return Map.of("echoes", true);
        }
        return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }
}
