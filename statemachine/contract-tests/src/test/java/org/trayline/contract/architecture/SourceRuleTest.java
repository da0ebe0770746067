package org.trayline.contract.architecture;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trayline.contract.Project;
import org.trayline.kit.IamLogin;
import org.trayline.kit.LibraryLog;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;

/// What no source may say.
final class SourceRuleTest {
    private static final int HANDLER_LINES = 40;
    private static final int INTERPRETER_LINES = 320;
    private static final Set<String> VAGUE_PACKAGES =
            Set.of(
                    "util",
                    "utils",
                    "common",
                    "helper",
                    "helpers",
                    "impl",
                    "internal",
                    "manager",
                    "managers",
                    "misc",
                    "model",
                    "service",
                    "services",
                    "shared");

    /// All code of functions/, which is all of ours but the interpreter.
    private static GivenClassesConjunction noClassOfFunctions() {
        return noClasses()
                .that()
                .resideInAPackage("org.trayline..")
                .and()
                .resideOutsideOfPackage("org.trayline.asl..");
    }

    private static void check(ArchRule rule) {
        rule.check(Code.production());
    }

    private static DescribedPredicate<JavaAccess<?>> to(String owner, String name) {
        return JavaAccess.Predicates.target(
                nameMatching(name)
                        .<AccessTarget>forSubtype()
                        .and(
                                DescribedPredicate.describe(
                                        "of " + owner,
                                        target -> target.getOwner().getName().matches(owner))));
    }

    @Test
    void onlySettingsReadsTheEnvironment() {
        check(
                noClasses()
                        .that()
                        .doNotBelongToAnyOf(Settings.class)
                        .should()
                        .accessTargetWhere(to("java\\.lang\\.System", "getenv"))
                        .because("what a function is told is read in one place"));
    }

    /// The contract that the template gives a function what it reads is learnt from what Settings
    /// complains of; a value with another one to fall back to is not complained of.
    @Test
    void noFunctionReadsASettingThatMayBeMissing() {
        check(
                noClassOfFunctions()
                        .should()
                        .accessTargetWhere(to("org\\.trayline\\.kit\\.Settings", "orElse")));
    }

    @Test
    void noFunctionAsksTheMachineForTheTime() {
        check(
                noClassOfFunctions()
                        .and()
                        .doNotBelongToAnyOf(LogLine.class)
                        // A signature is of the moment at which it is made.
                        .and()
                        .doNotBelongToAnyOf(IamLogin.class)
                        .should()
                        .accessTargetWhere(
                                to("java\\.time\\..*", "now|system.*|tick.*")
                                        .or(to("java\\.lang\\.System", "currentTimeMillis"))
                                        .or(to("java\\.util\\.Date", "<init>")))
                        .because("time comes with the message: a replay has its own"));
    }

    @Test
    void noFunctionMakesAnythingUpByChance() {
        check(
                noClassOfFunctions()
                        .should()
                        .accessTargetWhere(
                                to("java\\.util\\.UUID", "randomUUID")
                                        .or(to("java\\.lang\\.Math", "random"))
                                        .or(to("java\\.util\\..*Random", ".*"))
                                        .or(to("java\\.security\\.SecureRandom", ".*")))
                        .because(
                                "ids are derived, so that a step that runs again writes the same"));
    }

    @Test
    void noFunctionWritesToTheConsoleOrToJavasLog() {
        check(
                noClassOfFunctions()
                        .and()
                        .doNotBelongToAnyOf(LibraryLog.class)
                        .should()
                        .accessTargetWhere(
                                to("java\\.lang\\.System", "out|err|getLogger")
                                        .or(to("java\\.lang\\..*", "printStackTrace")))
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.logging..")
                        .because("one line per invocation, by the handler kit"));
    }

    @Test
    void aHandlerDecodesCallsAndEncodes() {
        List<Path> handlers =
                Project.files("functions", "Handler.java").stream()
                        .filter(file -> !file.toString().contains("/handler-kit/"))
                        .filter(file -> file.toString().contains("/src/main/"))
                        .toList();
        assertTrue(handlers.size() >= 6, () -> "handlers: " + handlers);
        assertEquals(
                "{}",
                longerThan(HANDLER_LINES, handlers),
                "handlers of more than 40 lines of code");
    }

    @Test
    void noClassOfTheInterpreterIsLong() {
        List<Path> sources = Project.files("statemachine/asl-interpreter/src/main", ".java");
        assertTrue(sources.size() > 20, () -> "sources: " + sources);
        assertEquals(
                "{}",
                longerThan(INTERPRETER_LINES, sources),
                "classes of the interpreter of more than 320 lines of code");
    }

    private static String longerThan(int lines, List<Path> sources) {
        TreeMap<String, Long> longer = new TreeMap<>();
        for (Path source : sources) {
            long count = Project.text(source).lines().filter(SourceRuleTest::isCode).count();
            if (count > lines) {
                longer.put(String.valueOf(source.getFileName()), count);
            }
        }
        return longer.toString();
    }

    /// Blank lines, comments, the package and the imports are not counted.
    private static boolean isCode(String line) {
        String text = line.strip();
        return !text.isEmpty()
                && !text.startsWith("//")
                && !text.startsWith("import ")
                && !text.startsWith("package ");
    }

    @Test
    void packagesSayWhatTheyAreAbout() {
        Set<String> vague = new TreeSet<>();
        for (JavaClass type : Code.production()) {
            if (Stream.of(type.getPackageName().split("\\.")).anyMatch(VAGUE_PACKAGES::contains)) {
                vague.add(type.getPackageName());
            }
        }
        assertEquals(Set.of(), vague, "packages that say nothing");
    }

    @Test
    void classesSayWhatTheyAre() {
        Set<String> vague = new TreeSet<>();
        for (JavaClass type : Code.production()) {
            if (Arrays.stream(new String[] {"Impl", "Manager", "Util", "Utils", "Helper"})
                    .anyMatch(type.getSimpleName()::endsWith)) {
                vague.add(type.getName());
            }
        }
        assertEquals(Set.of(), vague, "classes that say nothing");
    }
}
