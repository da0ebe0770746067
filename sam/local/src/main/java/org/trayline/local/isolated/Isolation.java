package org.trayline.local.isolated;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.trayline.local.lambda.Environments;
import org.trayline.local.template.Stack;

/// Runs every function in JVMs of its own, remembers what the first of them took and one message
/// of each, and can measure them again with an AOT cache.
public final class Isolation {
    private static final String HELLO = "hello world";

    /// What one environment took.
    ///
    /// @param initMillis from the start of the process until it asked for its first call
    /// @param firstMillis the first call
    /// @param residentMb after that call
    record Start(double initMillis, double firstMillis, double residentMb) {}

    /// @param cached with an AOT cache; null where the JVM made none
    record Measured(String function, Start plain, @Nullable Start cached) {}

    private record Seen(Stack.LambdaFunction function, String payload) {}

    private final Path folder;
    private final Map<String, Seen> seen = new ConcurrentSkipListMap<>();

    /// @param folder for outputs and caches
    public Isolation(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /// One environment of each function: two cores are busy enough with those.
    public Environments environments() {
        return new Environments(
                function ->
                        new Isolated(function, RuntimeProcess.start(function, folder, List.of())),
                1);
    }

    private final class Isolated implements RequestStreamHandler, AutoCloseable {
        private final Stack.LambdaFunction function;
        private final RuntimeProcess process;

        Isolated(Stack.LambdaFunction function, RuntimeProcess process) {
            this.function = function;
            this.process = process;
        }

        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context)
                throws IOException {
            byte[] payload = in.readAllBytes();
            try {
                out.write(process.call(payload));
                seen.putIfAbsent(
                        function.id(),
                        new Seen(function, new String(payload, StandardCharsets.UTF_8)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private static Start taken(RuntimeProcess process, long start) throws IOException {
        double first = (System.nanoTime() - start) / 1e6;
        return new Start(process.initMillis(), first, process.residentMb());
    }

    /// Starts each function that the meal called once more, one at a time, then after a run that
    /// made an AOT cache of it, and calls it with the message of its first call: whichever comes
    /// twice changes nothing.
    public IsolationReport measure() throws IOException, InterruptedException {
        List<Measured> measured = new ArrayList<>();
        Stack.LambdaFunction hello =
                new Stack.LambdaFunction(
                        HELLO,
                        Hello.class.getName(),
                        RuntimeProcess.jarOf(Hello.class.getName()),
                        Duration.ofSeconds(20),
                        Map.of());
        byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
        measured.add(measured(hello, nothing));
        for (Seen one : seen.values()) {
            measured.add(measured(one.function(), one.payload().getBytes(StandardCharsets.UTF_8)));
        }
        return new IsolationReport(measured);
    }

    private Measured measured(Stack.LambdaFunction function, byte[] payload)
            throws IOException, InterruptedException {
        Start plain = started(function, payload, List.of());
        Path cache = folder.resolve(function.id().replace(' ', '-') + ".aot");
        Files.deleteIfExists(cache);
        started(function, payload, List.of("-XX:AOTCacheOutput=" + cache));
        return new Measured(
                function.id(),
                plain,
                Files.exists(cache)
                        ? started(function, payload, List.of("-XX:AOTCache=" + cache))
                        : null);
    }

    private Start started(Stack.LambdaFunction function, byte[] payload, List<String> jvm)
            throws IOException, InterruptedException {
        try (RuntimeProcess process = RuntimeProcess.start(function, folder, jvm)) {
            long start = System.nanoTime();
            process.call(payload);
            return taken(process, start);
        }
    }
}
