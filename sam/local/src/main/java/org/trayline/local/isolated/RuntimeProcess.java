package org.trayline.local.isolated;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trayline.local.template.Stack;

/// A JVM with AWS's Runtime Interface Client and one function's jar, and nothing else of ours.
final class RuntimeProcess implements AutoCloseable {
    private static final String CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String NATIVE =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    /// Classes by which the jars of AWS's runtime are found.
    private static final List<String> OF_THE_RUNTIME =
            List.of(
                    CLIENT,
                    RequestStreamHandler.class.getName(),
                    "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
                    "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    private final Process process;
    private final RuntimeApi api;
    private final long initNanos;

    private RuntimeProcess(Process process, RuntimeApi api, long initNanos) {
        this.process = process;
        this.api = api;
        this.initNanos = initNanos;
    }

    /// Starts it and waits until it asks for a call.
    ///
    /// @param folder where its output goes and the runtime's native library lies
    /// @param jvm options
    static RuntimeProcess start(Stack.LambdaFunction function, Path folder, List<String> jvm) {
        try {
            RuntimeApi api = RuntimeApi.start(function.id(), function.timeout());
            ProcessBuilder builder = new ProcessBuilder(command(function, folder, jvm));
            builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
            builder.environment().putAll(environment(function, api));
            Path output = folder.resolve(function.id() + ".out");
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            long start = System.nanoTime();
            Process process = builder.start();
            long ready = api.awaitReady(STARTS_WITHIN);
            if (ready == 0) {
                process.destroyForcibly();
                api.close();
                throw new IllegalStateException(
                        function.id() + " does not start; it says why in " + output);
            }
            return new RuntimeProcess(process, api, ready - start);
        } catch (IOException e) {
            throw new IllegalStateException(function.id() + " does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(
            Stack.LambdaFunction function, Path folder, List<String> jvm) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As much as Lambda's runtime gives the heap of a function of 1,024 MB, and its collector.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx872m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.add("-D" + NATIVE + "=" + nativeLibrary(folder));
        command.addAll(jvm);
        command.add("-cp");
        command.add(
                Stream.concat(Stream.of(function.jar()), runtime().stream())
                        .map(jar -> jar.toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(CLIENT);
        command.add(function.handler());
        return command;
    }

    private static List<Path> runtime() {
        return OF_THE_RUNTIME.stream().map(RuntimeProcess::jarOf).distinct().toList();
    }

    static Path jarOf(String type) {
        try {
            return Path.of(
                    Class.forName(type, false, RuntimeProcess.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(type + " is not here", e);
        }
    }

    /// The runtime unpacks its library to one path of all processes: two that start at once crash.
    private static Path nativeLibrary(Path folder) throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        Path library = folder.resolve("libaws-lambda-jni.so");
        synchronized (RuntimeProcess.class) {
            if (!Files.exists(library)) {
                try (InputStream packed =
                        RuntimeProcess.class.getResourceAsStream(
                                "/jni/libaws-lambda-jni.linux-%s.so".formatted(machine))) {
                    if (packed == null) {
                        throw new IllegalStateException("no runtime of Lambda for " + machine);
                    }
                    Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return library;
    }

    private static Map<String, String> environment(Stack.LambdaFunction function, RuntimeApi api) {
        Map<String, String> environment = new java.util.TreeMap<>(function.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.id());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "local");
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_REGION", System.getProperty("aws.region", ""));
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        for (String service : List.of("Sfn", "Sqs", "Sns")) {
            environment.put(
                    "AWS_ENDPOINT_URL_" + service.toUpperCase(java.util.Locale.ROOT),
                    System.getProperty("aws.endpointUrl" + service, ""));
        }
        return environment;
    }

    byte[] call(byte[] payload) throws InterruptedException {
        return api.call(payload);
    }

    /// From the start of the process to its first question for a call.
    double initMillis() {
        return initNanos / 1e6;
    }

    /// Of its memory, what is in RAM.
    double residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    /// Ends it as Lambda does, and waits: a JVM that records writes its cache now.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } finally {
            api.close();
        }
    }
}
