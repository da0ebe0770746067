package org.trayline.contract.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Workflow;
import org.trayline.contract.Workflow.Step;
import org.trayline.contract.architecture.Code;

/// The Java runtime reports a fault by its class's name, which the workflow spells in its Retry: a
/// class that is renamed, or thrown by one more function, is forgotten there without a sound.
final class FaultsContractTest {
    private static final Workflow WORKFLOW = Workflow.read();
    private static final JavaClasses CODE = Code.production();

    /// What Step Functions and Lambda themselves report, of which another attempt may be rid
    /// (Step Functions Developer Guide, "Handle transient Lambda service exceptions"). A function
    /// that runs into its timeout, which is shorter than its task's, is `Sandbox.Timedout` or, as
    /// one that crashed, `Lambda.Unknown`.
    private static final Set<String> TRANSIENT =
            Set.of(
                    "Lambda.AWSLambdaException",
                    "Lambda.ClientExecutionTimeoutException",
                    "Lambda.SdkClientException",
                    "Lambda.ServiceException",
                    "Lambda.TooManyRequestsException",
                    "Lambda.Unknown",
                    "Sandbox.Timedout",
                    "States.Timeout");

    static List<Step> steps() {
        return WORKFLOW.steps();
    }

    private static Set<String> retried(Step step) {
        JsonErrors errors = new JsonErrors(step);
        return new TreeSet<>(errors.names());
    }

    private record JsonErrors(Step step) {
        List<String> names() {
            return Workflow.texts(
                    WORKFLOW.states()
                            .getOrDefault(step.state(), WORKFLOW.root())
                            .at("/Retry/0/ErrorEquals"));
        }
    }

    @Test
    void thereAreFaultsThatMayPass() {
        assertEquals(
                Set.of("NoticesUnavailable", "QueueUnavailable", "StoreUnavailable"),
                unavailable().map(JavaClass::getSimpleName).collect(Collectors.toSet()),
                "the faults ending in Unavailable; a new one belongs in a Retry");
    }

    private static java.util.stream.Stream<JavaClass> unavailable() {
        return CODE.stream().filter(type -> type.getSimpleName().endsWith("Unavailable"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStateRetriesExactlyTheFaultsThatItsFunctionCanThrowAndThatMayPass(Step step) {
        Set<String> thrown = reachable(step);
        Set<String> expected = new TreeSet<>(TRANSIENT);
        unavailable().map(JavaClass::getName).filter(thrown::contains).forEach(expected::add);
        assertEquals(
                expected,
                retried(step),
                () ->
                        "expected: what %s can throw and may pass; was: Retry of the state %s"
                                .formatted(step.handler(), step));
    }

    /// A nested class would be reported as `Outer$Inner`.
    @ParameterizedTest
    @MethodSource("steps")
    void everyFaultInARetryIsATopLevelClass(Step step) {
        for (String error : retried(step)) {
            if (error.startsWith("org.trayline.")) {
                assertFalse(
                        CODE.get(error).isNestedClass(), () -> error + " in the Retry of " + step);
            }
        }
    }

    /// A message that is not understood, or data the database refuses, is so at the next attempt
    /// too.
    @ParameterizedTest
    @MethodSource("steps")
    void noStateRetriesWhatWouldFailAgain(Step step) {
        Set<String> errors = retried(step);
        errors.removeIf(
                error ->
                        !error.endsWith("Malformed")
                                && !error.endsWith("Conflict")
                                && !error.equals("States.ALL")
                                && !error.equals("States.TaskFailed"));
        assertEquals(Set.of(), errors, () -> "retried in vain by " + step);
    }

    /// All classes of ours that a handler's code leads to.
    private static Set<String> reachable(Step step) {
        return CODE.get(step.handler()).getTransitiveDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
                .collect(Collectors.toSet());
    }
}
