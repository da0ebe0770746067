package org.trayline.contract.workflow;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Aws;
import org.trayline.contract.Project;
import org.trayline.contract.Template;

/// What is uploaded: every jar runs by itself, and carries only what its function needs, since
/// each class costs a cold start.
final class DeployableJarIT {
    private static final Template TEMPLATE = Template.read();

    /// Our own packages in each jar: the kit, the domain, the adapters, the function; never another
    /// one's.
    private static final Map<String, Set<String>> OURS =
            Map.ofEntries(
                    entry("check-eligibility", Set.of("kit", "meal", "store", "tables")),
                    entry("check-feasibility", Set.of("kit", "meal", "store", "tables")),
                    entry("compose-meal", Set.of("kit", "meal", "store", "tables", "cache")),
                    entry("create-order", Set.of("kit", "meal", "store", "tables")),
                    entry("migrate", Set.of("kit")),
                    entry("migrate-on-deploy", Set.of("kit")),
                    entry("notify-staff", Set.of("kit", "meal", "notice")),
                    entry("open-meal-period", Set.of("kit", "meal", "store", "tables", "queue")),
                    entry(
                            "receive-hospital",
                            Set.of("kit", "meal", "store", "tables", "importhospital")),
                    entry("record-failure", Set.of("kit", "meal", "store", "tables")),
                    entry("replay-orders", Set.of("kit", "meal", "execution", "queue")),
                    entry("revalidate-orders", Set.of("kit", "meal", "store", "tables", "queue")),
                    entry("start-tray-order", Set.of("kit", "meal", "execution", "queue")),
                    entry("try-release", Set.of("kit")),
                    entry(
                            "request-tray",
                            Set.of("kit", "api", "meal", "store", "tables", "cache", "queue")),
                    entry("tray-status", Set.of("kit", "api", "meal", "store", "tables", "cache")));

    /// A technology comes with our adapter to it, or not at all.
    private static final Map<String, String> ADAPTER_OF =
            Map.of(
                    "org/jooq/", "store",
                    "org/postgresql/", "sql",
                    "org/flywaydb/", "schema",
                    "software/amazon/awssdk/services/s3/", "files",
                    "io/lettuce/", "cache",
                    "io/netty/", "cache",
                    "software/amazon/awssdk/services/sns/", "notice",
                    "software/amazon/awssdk/services/sqs/", "queue",
                    "software/amazon/awssdk/services/sfn/", "execution");

    /// What some functions have to do with a technology that no other has.
    private static final Map<String, Set<String>> ITS_OWN =
            Map.of(
                    "migrate", Set.of("sql", "schema"),
                    "migrate-on-deploy", Set.of("deployment"),
                    "receive-hospital", Set.of("files"),
                    "try-release", Set.of("deployment"));

    private static final Pattern OF_TESTS =
            Pattern.compile(
                    "(org/junit|org/mockito|org/assertj|io/zonky|redis/embedded"
                            + "|org/jooq/codegen|com/tngtech|com/networknt|org/trayline/contract"
                            + "|org/trayline/testdatabase|org/trayline/asl|org/trayline/local)/.*"
                            + "|.*(Test|IT)\\.class");
    private static final Pattern OUR_PACKAGE = Pattern.compile("org/trayline/([a-z]+)/.*");

    @BeforeAll
    static void configure() {
        Aws.configure();
    }

    static Set<String> functions() {
        return TEMPLATE.functions().keySet();
    }

    private static JsonNode properties(String function) {
        return TEMPLATE.function(function);
    }

    private static Path jar(String function) {
        return Project.path("sam").resolve(properties(function).path("CodeUri").asText());
    }

    private static String module(String function) {
        return properties(function).path("CodeUri").asText().split("/", -1)[2];
    }

    private static List<String> entries(String function) throws IOException {
        try (JarFile jar = new JarFile(jar(function).toFile());
                Stream<String> names = jar.stream().map(entry -> entry.getName())) {
            return names.toList();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theHandlerOfTheTemplateLoadsFromItsJarAlone(String function) throws Exception {
        Map<String, String> environment = new TreeMap<>();
        properties(function)
                .at("/Environment/Variables")
                .fieldNames()
                .forEachRemaining(name -> environment.put(name, Aws.setting(name)));
        File jar = jar(function).toFile();
        assertTrue(jar.isFile(), () -> "CodeUri of " + function + " is no file: " + jar);
        // The platform's classes are its parent's: no class of these tests is within its reach. It
        // stays open, since threads of the cache's client use it to the end.
        URLClassLoader alone =
                new URLClassLoader(
                        new URL[] {jar.toURI().toURL()}, ClassLoader.getPlatformClassLoader());
        Class<?> settings = alone.loadClass("org.trayline.kit.Settings");
        Class<?> handler = alone.loadClass(properties(function).path("Handler").asText());
        Object made =
                inItsClasses(
                        alone,
                        () ->
                                handler.getConstructor(settings)
                                        .newInstance(
                                                settings.getMethod("of", Map.class)
                                                        .invoke(null, environment)));
        assertInstanceOf(
                alone.loadClass("com.amazonaws.services.lambda.runtime.RequestStreamHandler"),
                made,
                () -> "Handler of " + function);
        assertTrue(
                Stream.of(handler.getConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount() == 0),
                () -> "Lambda calls a public constructor without parameters: " + handler);
    }

    private interface Making {
        Object make() throws ReflectiveOperationException;
    }

    /// Service loaders look where the thread's class loader looks, on Lambda too.
    private static Object inItsClasses(ClassLoader loader, Making making)
            throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return making.make();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aJarHoldsNoOtherCodeOfOursThanItsFunctionNeeds(String function) throws IOException {
        String module = module(function);
        Set<String> expected = new TreeSet<>(OURS.getOrDefault(module, Set.of()));
        expected.add(module.replace("-", ""));
        Set<String> held =
                entries(function).stream()
                        .filter(name -> name.endsWith(".class"))
                        .map(OUR_PACKAGE::matcher)
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, held, () -> "packages of org.trayline in the jar of " + module);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aTechnologyIsInAJarOnlyWithTheAdapterToIt(String function) throws IOException {
        List<String> entries = entries(function);
        Set<String> adapters = new TreeSet<>(OURS.getOrDefault(module(function), Set.of()));
        if (adapters.contains("store")) {
            adapters.add("sql");
        }
        adapters.addAll(ITS_OWN.getOrDefault(module(function), Set.of()));
        ADAPTER_OF.forEach(
                (technology, adapter) ->
                        assertEquals(
                                adapters.contains(adapter),
                                entries.stream().anyMatch(name -> name.startsWith(technology)),
                                () ->
                                        "expected: %s wires the adapter %s; was: %s is in its jar"
                                                .formatted(function, adapter, technology)));
        assertEquals(
                adapters.stream()
                        .anyMatch(
                                Set.of("notice", "queue", "execution", "deployment", "files")
                                        ::contains),
                entries.stream().anyMatch(name -> name.startsWith("software/amazon/awssdk/")),
                () -> "the AWS SDK in the jar of " + function);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aJarHoldsNothingOfTests(String function) throws IOException {
        assertEquals(
                List.of(),
                entries(function).stream()
                        .filter(name -> OF_TESTS.matcher(name).matches())
                        .limit(10)
                        .toList(),
                () -> "code of tests in the jar of " + function);
    }

    /// Two releases of one class in one jar would run whichever comes first.
    @ParameterizedTest
    @MethodSource("functions")
    void aJarHoldsEveryEntryOnce(String function) throws IOException {
        List<String> entries = entries(function);
        assertTrue(entries.size() > 100, () -> "the jar of " + function + " is empty");
        assertEquals(Set.copyOf(entries).size(), entries.size(), () -> "entries of " + function);
    }
}
