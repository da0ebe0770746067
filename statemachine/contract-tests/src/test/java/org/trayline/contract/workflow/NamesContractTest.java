package org.trayline.contract.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Project;
import org.trayline.contract.Template;
import org.trayline.contract.Workflow;
import org.trayline.contract.Workflow.Step;

/// The state "Check Eligibility" is the module check-eligibility, the class
/// CheckEligibilityHandler, the resource CheckEligibilityFunction and the substitution
/// CheckEligibilityFunctionArn.
final class NamesContractTest {
    private static final Workflow WORKFLOW = Workflow.read();
    private static final Template TEMPLATE = Template.read();

    static List<Step> steps() {
        return WORKFLOW.steps();
    }

    @Test
    void theWorkflowHasTheFourStepsInTheirOrder() {
        assertEquals(
                List.of("Check Eligibility", "Compose Meal", "Create Order", "Notify Staff"),
                steps().stream().map(Step::state).toList(),
                "the Task states of tray-order.asl.json, against the design");
    }

    @Test
    void everySubstitutionIsGivenAndUsed() {
        Set<String> given = new TreeSet<>();
        TEMPLATE.substitutions().fieldNames().forEachRemaining(given::add);
        assertEquals(
                given,
                new TreeSet<>(WORKFLOW.substitutions()),
                "expected: DefinitionSubstitutions of template.yaml; was: ${…} in"
                        + " tray-order.asl.json");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theStateCallsTheFunctionThatIsNamedAfterIt(Step step) {
        assertEquals(
                "${" + step.substitution() + "}",
                WORKFLOW.states()
                        .getOrDefault(step.state(), WORKFLOW.root())
                        .at("/Arguments/FunctionName")
                        .asText(),
                () -> "the function that the state " + step + " calls");
        assertEquals(
                Project.JSON.valueToTree(
                        Map.of("Fn::Sub", "${%s.Arn}:live".formatted(step.resource()))),
                TEMPLATE.substitutions().path(step.substitution()),
                () -> "the template's value of ${" + step.substitution() + "}");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theFunctionRunsTheHandlerAndTheJarThatAreNamedAfterIt(Step step) {
        JsonNode properties = TEMPLATE.function(step.resource());
        assertEquals(
                step.handler(),
                properties.path("Handler").asText(),
                () -> "Handler of " + step.resource());
        assertTrue(
                Files.isDirectory(Project.path("functions/" + step.module())),
                () -> "the state " + step + " needs a module functions/" + step.module());
        assertEquals(
                "../functions/%1$s/target/%1$s-%2$s-lambda.jar".formatted(step.module(), version()),
                properties.path("CodeUri").asText(),
                () -> "CodeUri of " + step.resource());
    }

    private static String version() {
        return Project.text("pom.xml")
                .replaceFirst("(?s).*?<artifactId>trayline</artifactId>\\s*<version>", "")
                .replaceFirst("(?s)</version>.*", "");
    }
}
