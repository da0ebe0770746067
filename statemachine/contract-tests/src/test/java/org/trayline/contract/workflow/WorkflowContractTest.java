package org.trayline.contract.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Workflow;
import org.trayline.contract.Workflow.Step;
import org.trayline.meal.order.TrayRequest;

/// What every state of the workflow must have, whatever it does.
final class WorkflowContractTest {
    private static final Workflow WORKFLOW = Workflow.read();

    /// What would tell who the patient is or what is wrong with them.
    private static final Pattern ABOUT_A_PERSON =
            Pattern.compile(
                    "(?i).*(((family|given|first|last|full|sur|patient)_?name)|birth|dob|mrn|diagnos"
                            + "|condition|address|phone).*");

    static List<Step> steps() {
        return WORKFLOW.steps();
    }

    private static JsonNode state(Step step) {
        return WORKFLOW.states().getOrDefault(step.state(), WORKFLOW.root());
    }

    private static JsonNode retry(Step step) {
        JsonNode retriers = state(step).path("Retry");
        assertEquals(1, retriers.size(), () -> step + " has one retrier");
        return retriers.path(0);
    }

    @Test
    void everyStateSaysWhatItIsFor() {
        Set<String> silent = new TreeSet<>();
        WORKFLOW.states()
                .forEach(
                        (name, state) -> {
                            if (state.path("Comment").asText().isBlank()) {
                                silent.add(name);
                            }
                        });
        assertEquals(Set.of(), silent, "states without a Comment");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyTaskCallsALambdaFunctionAndNothingElse(Step step) {
        assertEquals(
                "arn:aws:states:::lambda:invoke",
                state(step).path("Resource").asText(),
                () -> "the integration of " + step);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyTaskHasATimeoutAndRetriesWithBackoffAndFullJitter(Step step) {
        assertTrue(
                state(step).path("TimeoutSeconds").isInt(), () -> step + " has no TimeoutSeconds");
        JsonNode retry = retry(step);
        assertEquals("FULL", retry.path("JitterStrategy").asText(), () -> "jitter of " + step);
        for (String field :
                List.of("IntervalSeconds", "BackoffRate", "MaxDelaySeconds", "MaxAttempts")) {
            assertTrue(retry.path(field).isNumber(), () -> step + " retries without a " + field);
        }
        assertTrue(
                retry.path("BackoffRate").asDouble() > 1,
                () -> step + " does not back off: BackoffRate " + retry.path("BackoffRate"));
    }

    /// A redrive resumes at the state that failed; a state that caught the error would have ended.
    @Test
    void noStateCatchesAFaultAndNoStateFails() {
        WORKFLOW.states()
                .forEach(
                        (name, state) -> {
                            assertFalse(state.has("Catch"), () -> name + " catches");
                            assertFalse(
                                    state.path("Type").asText().equals("Fail"),
                                    () -> name + " is a Fail state");
                        });
    }

    @Test
    void theEndsAreTheOutcomesOfARequest() {
        Map<String, String> ends =
                WORKFLOW.states("Succeed").entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        end -> end.getValue().at("/Output/outcome").asText()));
        assertEquals(
                Map.of(
                        "Tray Order Placed", "PLACED",
                        "Tray Order Held", "HELD",
                        "Meal Withheld", "WITHHELD",
                        "Tray Not Needed", "NOT_NEEDED"),
                ends,
                "the ends of the workflow and their outcomes");
        assertEquals(
                Arrays.stream(TrayRequest.Outcome.values())
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(ends.values()),
                "expected: TrayRequest.Outcome; was: the ends of the workflow");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void noArgumentSaysWhoThePatientIs(Step step) {
        JsonNode arguments = state(step).path("Arguments");
        assertTrue(arguments.has("Payload"), () -> step + " has no payload");
        Set<String> names = new TreeSet<>();
        collectNames(arguments, names);
        names.removeIf(name -> !ABOUT_A_PERSON.matcher(name).matches());
        assertEquals(Set.of(), names, () -> "fields about a person in the Arguments of " + step);
    }

    private static void collectNames(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collectNames(child, names));
    }

    /// Choice states are questions that name every answer: an unknown one stops the execution.
    @Test
    void questionsThatReadAnOutcomeHaveNoDefault() {
        for (String question : List.of("Eligible?", "Composed?", "Ordered?")) {
            assertFalse(
                    WORKFLOW.states("Choice")
                            .getOrDefault(question, WORKFLOW.root())
                            .has("Default"),
                    () -> question + " takes an unknown outcome for a known one");
        }
    }
}
