package org.trayline.contract.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Project;

/// Who may import whom. Every module has its row; a new module gets one here.
final class ImportRuleTest {
    /// @param module its folder
    /// @param of its package
    /// @param mayUse packages beside its own, the JDK's and jspecify
    record Row(String module, String of, List<String> mayUse) {
        @Override
        public String toString() {
            return module;
        }
    }

    private static final String MEAL = "org.trayline.meal..";
    private static final String KIT = "org.trayline.kit..";
    private static final String API = "org.trayline.api..";
    private static final String STORE = "org.trayline.store..";
    private static final String TABLES = "org.trayline.tables..";
    private static final String CACHE = "org.trayline.cache..";
    private static final String QUEUE = "org.trayline.queue..";
    private static final String NOTICE = "org.trayline.notice..";
    private static final String EXECUTION = "org.trayline.execution..";
    private static final String AWS_SDK = "software.amazon.awssdk..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    private static final List<Row> ROWS =
            List.of(
                    row("functions/meal-domain", "org.trayline.meal"),
                    row(
                            "functions/handler-kit",
                            "org.trayline.kit",
                            "javax.crypto..",
                            "com.amazonaws.services.lambda.runtime..",
                            JACKSON,
                            "org.crac..",
                            "org.slf4j.."),
                    row(
                            "functions/api-kit",
                            "org.trayline.api",
                            KIT,
                            "com.amazonaws.services.lambda.runtime..",
                            JACKSON),
                    // One technology per adapter.
                    row(
                            "functions/tray-order-store-postgres",
                            "org.trayline.store",
                            MEAL,
                            TABLES,
                            "org.crac..",
                            "org.jooq.."),
                    row("jooq-codegen", "org.trayline.tables", MEAL, "org.jooq.."),
                    row(
                            "functions/recipe-cache-redis",
                            "org.trayline.cache",
                            MEAL,
                            "io.lettuce..",
                            "org.crac..",
                            JACKSON),
                    row("functions/queue-sqs", "org.trayline.queue", MEAL, KIT, AWS_SDK),
                    row("functions/staff-notice-sns", "org.trayline.notice", MEAL, AWS_SDK),
                    row("functions/execution-sfn", "org.trayline.execution", MEAL, AWS_SDK),
                    row(
                            "functions/import-hospital",
                            "org.trayline.importhospital",
                            MEAL,
                            "de.siegmar.fastcsv..",
                            "org.postgresql.."),
                    // A Lambda: the domain, the kit, the adapters it wires; never another Lambda.
                    row(
                            "functions/check-eligibility",
                            "org.trayline.checkeligibility",
                            MEAL,
                            KIT,
                            STORE),
                    row(
                            "functions/check-feasibility",
                            "org.trayline.checkfeasibility",
                            MEAL,
                            KIT,
                            STORE),
                    row(
                            "functions/compose-meal",
                            "org.trayline.composemeal",
                            MEAL,
                            KIT,
                            STORE,
                            CACHE),
                    row("functions/create-order", "org.trayline.createorder", MEAL, KIT, STORE),
                    row("functions/migrate", "org.trayline.migrate", KIT, "org.flywaydb.."),
                    row(
                            "functions/migrate-on-deploy",
                            "org.trayline.migrateondeploy",
                            KIT,
                            "com.amazonaws.services.lambda.runtime..",
                            AWS_SDK),
                    row(
                            "functions/try-release",
                            "org.trayline.tryrelease",
                            KIT,
                            "com.amazonaws.services.lambda.runtime..",
                            AWS_SDK),
                    row("functions/notify-staff", "org.trayline.notifystaff", MEAL, KIT, NOTICE),
                    row(
                            "functions/open-meal-period",
                            "org.trayline.openmealperiod",
                            MEAL,
                            KIT,
                            STORE,
                            QUEUE),
                    row(
                            "functions/revalidate-orders",
                            "org.trayline.revalidateorders",
                            MEAL,
                            KIT,
                            STORE,
                            QUEUE),
                    row(
                            "functions/start-tray-order",
                            "org.trayline.starttrayorder",
                            MEAL,
                            KIT,
                            EXECUTION,
                            QUEUE),
                    row(
                            "functions/tray-status",
                            "org.trayline.traystatus",
                            MEAL,
                            KIT,
                            API,
                            STORE,
                            CACHE),
                    row(
                            "functions/request-tray",
                            "org.trayline.requesttray",
                            MEAL,
                            KIT,
                            API,
                            STORE,
                            CACHE,
                            QUEUE),
                    row(
                            "functions/receive-hospital",
                            "org.trayline.receivehospital",
                            KIT,
                            STORE,
                            "org.trayline.importhospital..",
                            "com.amazonaws.services.lambda.runtime..",
                            AWS_SDK),
                    row("functions/record-failure", "org.trayline.recordfailure", MEAL, KIT, STORE),
                    row(
                            "functions/replay-orders",
                            "org.trayline.replayorders",
                            MEAL,
                            KIT,
                            EXECUTION,
                            QUEUE),
                    // No meal, no AWS, no Lambda.
                    row(
                            "statemachine/asl-interpreter",
                            "org.trayline.asl",
                            "com.fasterxml.jackson.core..",
                            "com.dashjoin.jsonata..",
                            "com.sun.net.httpserver.."),
                    row(
                            "functions/test-database",
                            "org.trayline.testdatabase",
                            "io.zonky..",
                            "org.flywaydb.."),
                    row(
                            "functions/test-invocation",
                            "org.trayline.testinvocation",
                            "com.amazonaws.services.lambda.runtime..",
                            JACKSON,
                            "com.sun.net.httpserver.."));

    /// These may import anything; that nothing imports them is a rule of its own.
    private static final Set<String> FREE =
            Set.of("functions/composition-benchmark", "sam/local", "statemachine/contract-tests");

    private static Row row(String module, String of, String... mayUse) {
        return new Row(module, of, List.of(mayUse));
    }

    static List<Row> rows() {
        return ROWS;
    }

    @Test
    void everyModuleHasItsRow() {
        Set<String> modules =
                Stream.of("functions", "statemachine", "jooq-codegen", "sam")
                        .flatMap(folder -> Project.files(folder, "/pom.xml").stream())
                        .filter(pom -> !pom.toString().contains("/target/"))
                        .filter(pom -> !Project.text(pom).contains("<packaging>pom</packaging>"))
                        .map(pom -> Project.path("").relativize(pom.resolveSibling("")).toString())
                        .filter(module -> !FREE.contains(module))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                modules,
                ROWS.stream().map(Row::module).collect(Collectors.toCollection(TreeSet::new)),
                "expected: modules by their pom.xml; was: rows of the import rule");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aModuleImportsOnlyWhatItMay(Row row) {
        List<String> allowed = new ArrayList<>(row.mayUse());
        allowed.addAll(List.of(row.of() + "..", "java..", "org.jspecify.annotations"));
        classes()
                .that()
                .resideInAPackage(row.of() + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .because("DESIGN: " + row.module() + " imports " + row.mayUse() + " and the JDK")
                .check(Code.production());
    }

    /// The rules of meals do no I/O, log nothing and start no thread.
    @Test
    void theDomainUsesTheLanguageAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(MEAL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        MEAL,
                        "java.lang..",
                        "java.math",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "java.time..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify.annotations")
                .check(Code.production());
    }

    @Test
    void nothingImportsWhatRunsOrTestsIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.trayline.testdatabase..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.trayline.local..",
                        "org.trayline.contract..",
                        "org.trayline.testdatabase..")
                .check(Code.production());
    }
}
