package org.trayline.contract.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Template;

/// A function may do what its code does, and nothing else: its calls of AWS's clients are looked up
/// in the code, from its handler on.
final class PermissionContractTest {
    private static final Template TEMPLATE = Template.read();
    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.trayline");

    private static final Map<String, String> PREFIX_OF_CLIENT =
            Map.of(
                    "software.amazon.awssdk.services.sqs.SqsClient", "sqs",
                    "software.amazon.awssdk.services.sns.SnsClient", "sns",
                    "software.amazon.awssdk.services.sfn.SfnClient", "states",
                    "software.amazon.awssdk.services.lambda.LambdaClient", "lambda",
                    "software.amazon.awssdk.services.s3.S3Client", "s3",
                    // Not AWS's client of it, but what stands for one.
                    "org.trayline.tryrelease.CodeDeploy", "codedeploy",
                    "software.amazon.awssdk.services.secretsmanager.SecretsManagerClient",
                            "secretsmanager");
    private static final Set<String> NO_ACTIONS =
            Set.of("builder", "create", "close", "of", "send", "<init>");

    static Set<String> functions() {
        return TEMPLATE.functions().keySet();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionMayDoWhatItsCodeDoesAndNothingElse(String name) {
        JsonNode function = TEMPLATE.function(name);
        Set<String> used = calls(function.path("Handler").asText());
        function.at("/Environment/Variables")
                .fieldNames()
                .forEachRemaining(
                        variable -> {
                            if (variable.equals("AUTH")) {
                                used.add("rds-db:connect");
                            }
                            if (variable.equals("CACHE_URI")) {
                                used.add("elasticache:Connect");
                            }
                        });
        assertEquals(used, granted(function), () -> "expected: what the code of " + name + " does");
    }

    /// A handler from which no call is found, where there must be one, would pass for harmless.
    @Test
    void theCallsOfTheHandlersAreFound() {
        assertEquals(Set.of("sns:Publish"), calls("org.trayline.notifystaff.NotifyStaffHandler"));
        assertTrue(
                calls("org.trayline.replayorders.ReplayOrdersHandler")
                        .contains("states:RedriveExecution"));
    }

    @Test
    void noPermissionIsOfEverything() {
        TEMPLATE.functions()
                .forEach(
                        (name, function) ->
                                function.findValues("Action")
                                        .forEach(
                                                action ->
                                                        assertFalse(
                                                                action.toString().contains("*"),
                                                                () -> name + " " + action)));
        TEMPLATE.functions()
                .forEach(
                        (name, function) ->
                                function.findValues("Resource")
                                        .forEach(
                                                resource ->
                                                        assertFalse(
                                                                resource.toString().equals("\"*\""),
                                                                () -> name + " " + resource)));
    }

    private static Set<String> granted(JsonNode function) {
        Set<String> granted = new TreeSet<>();
        for (JsonNode policy : function.path("Policies")) {
            if (policy.has("SQSSendMessagePolicy")) {
                granted.add("sqs:SendMessage");
            } else if (policy.has("SNSPublishMessagePolicy")) {
                granted.add("sns:Publish");
            } else {
                JsonNode document =
                        policy.has("Ref")
                                ? TEMPLATE.resource(policy.path("Ref").asText())
                                        .at("/Properties/PolicyDocument")
                                : policy;
                for (JsonNode statement : document.path("Statement")) {
                    JsonNode actions = statement.path("Action");
                    assertFalse(
                            actions.isMissingNode(), () -> "a policy that is not read " + policy);
                    if (actions.isTextual()) {
                        granted.add(actions.asText());
                    }
                    actions.forEach(action -> granted.add(action.asText()));
                }
                assertTrue(document.has("Statement"), () -> "a policy that is not read " + policy);
            }
        }
        return granted;
    }

    /// Follows calls from the handler's class, into whatever of ours they lead to; through a port
    /// to each class of it that is made on the way.
    private static Set<String> calls(String handler) {
        Set<String> actions = new TreeSet<>();
        Set<String> made = new HashSet<>();
        Set<String> portsCalled = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<JavaCodeUnit> toDo = new ArrayDeque<>(CODE.get(handler).getCodeUnits());
        CODE.get(handler).getAllRawSuperclasses().stream()
                .filter(PermissionContractTest::isOurs)
                .forEach(parent -> toDo.addAll(parent.getCodeUnits()));
        while (!toDo.isEmpty()) {
            JavaCodeUnit unit = toDo.pop();
            if (!seen.add(unit.getFullName())) {
                continue;
            }
            if (unit.isConstructor() && made.add(unit.getOwner().getName())) {
                implemented(unit.getOwner(), portsCalled).forEach(toDo::push);
            }
            Stream.concat(
                            unit.getCallsFromSelf().stream(),
                            Stream.concat(
                                    unit.getMethodReferencesFromSelf().stream(),
                                    unit.getConstructorReferencesFromSelf().stream()))
                    .forEach(
                            call -> {
                                JavaClass owner = call.getTargetOwner();
                                String prefix = PREFIX_OF_CLIENT.get(owner.getName());
                                if (prefix != null && !NO_ACTIONS.contains(call.getName())) {
                                    actions.add(prefix + ":" + action(call.getName()));
                                }
                                if (isOurs(owner)) {
                                    follow(call.getTarget(), owner, made, portsCalled, toDo);
                                }
                            });
        }
        return actions;
    }

    private static void follow(
            com.tngtech.archunit.core.domain.AccessTarget target,
            JavaClass owner,
            Set<String> made,
            Set<String> portsCalled,
            Deque<JavaCodeUnit> toDo) {
        if (target instanceof CodeUnitCallTarget called) {
            called.resolveMember().ifPresent(member -> toDo.push((JavaCodeUnit) member));
        } else {
            target.resolveMember()
                    .filter(JavaCodeUnit.class::isInstance)
                    .ifPresent(member -> toDo.push((JavaCodeUnit) member));
        }
        if (portsCalled.add(owner.getName() + "." + target.getName())) {
            made.forEach(
                    type ->
                            CODE.get(type).getCodeUnits().stream()
                                    .filter(unit -> unit.getName().equals(target.getName()))
                                    .filter(unit -> CODE.get(type).isAssignableTo(owner.getName()))
                                    .forEach(toDo::push));
        }
    }

    /// The methods of a class that are called by a class or port that it is one of.
    private static Stream<JavaCodeUnit> implemented(JavaClass type, Set<String> called) {
        return type.getCodeUnits().stream()
                .filter(
                        unit ->
                                Stream.concat(
                                                type.getAllRawInterfaces().stream(),
                                                type.getAllRawSuperclasses().stream())
                                        .anyMatch(
                                                port ->
                                                        called.contains(
                                                                port.getName()
                                                                        + "."
                                                                        + unit.getName())));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getName().startsWith("org.trayline.");
    }

    /// `sendMessageBatch` needs the permission of `SendMessage`, a paginator that of its pages.
    private static String action(String method) {
        return switch (method) {
            case "invoke" -> "InvokeFunction";
            case "listObjectsV2" -> "ListBucket";
            default -> {
                String one = method.replaceFirst("Batch$", "").replaceFirst("Paginator$", "");
                yield Character.toUpperCase(one.charAt(0)) + one.substring(1);
            }
        };
    }
}
