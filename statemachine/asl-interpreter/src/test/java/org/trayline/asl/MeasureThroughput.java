package org.trayline.asl;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.trayline.asl.json.Json;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.wire.StepFunctionsServer;

/// Measures finished executions per second of a workflow of four Pass states over HTTP.
///
/// Run it with `./mvnw -pl statemachine/asl-interpreter test-compile exec:exec@throughput`.
///
/// Each of 8 clients starts an execution, asks until it has ended, and starts the next; the engine
/// shares the machine with them. Arguments: seconds (10), clients (8), an endpoint (an engine in
/// this process).
public final class MeasureThroughput {
    private static final String WORKFLOW =
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
              "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"},
              "C": {"Type": "Pass", "Next": "D"}, "D": {"Type": "Pass", "End": true}}}
            """;
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private MeasureThroughput() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        int clients = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        if (arguments.length > 2) {
            measure(URI.create(arguments[2]), clients, Duration.ofSeconds(seconds));
            return;
        }
        LambdaFunctions none = (_, _) -> new LambdaFunctions.Returned("null", "$LATEST");
        try (StepFunctions engine =
                        new StepFunctions(
                                none,
                                new SystemWorkflowClock(),
                                new Random(),
                                Settings.DEFAULT,
                                _ -> {});
                StepFunctionsServer server = new StepFunctionsServer(engine, 0)) {
            measure(server.endpoint(), clients, Duration.ofSeconds(seconds));
        }
    }

    private static void measure(URI endpoint, int clients, Duration duration)
            throws IOException, InterruptedException {
        String machine;
        try (Client client = new Client(endpoint)) {
            machine =
                    client.call(
                            "CreateStateMachine",
                            Map.of(
                                    "name",
                                    "four-passes",
                                    "definition",
                                    WORKFLOW,
                                    "roleArn",
                                    "arn:aws:iam::000000000000:role/any"),
                            "stateMachineArn");
        }
        System.out.println("warm-up: " + Load.of(endpoint, machine, clients, WARM_UP));
        System.out.println("measured: " + Load.of(endpoint, machine, clients, duration));
    }

    /// What some clients did together.
    ///
    /// @param calls of the API
    /// @param processor time of this process: clients and, unless it is served elsewhere, engine
    /// @param ofClients the part of the clients' threads
    private record Load(
            int clients,
            long finished,
            long calls,
            Duration elapsed,
            Duration processor,
            Duration ofClients) {
        static Load of(URI endpoint, String machine, int clients, Duration duration)
                throws InterruptedException {
            AtomicLong finished = new AtomicLong();
            AtomicLong calls = new AtomicLong();
            AtomicLong clientNanos = new AtomicLong();
            Instant start = Instant.now();
            long processor = processorNanos();
            List<Thread> threads = new ArrayList<>();
            for (int index = 0; index < clients; index++) {
                threads.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            drive(
                                                    endpoint,
                                                    machine,
                                                    start.plus(duration),
                                                    finished,
                                                    calls);
                                            clientNanos.addAndGet(
                                                    ManagementFactory.getThreadMXBean()
                                                            .getCurrentThreadCpuTime());
                                        }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return new Load(
                    clients,
                    finished.get(),
                    calls.get(),
                    Duration.between(start, Instant.now()),
                    Duration.ofNanos(processorNanos() - processor),
                    Duration.ofNanos(clientNanos.get()));
        }

        private static long processorNanos() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        @Override
        public String toString() {
            return ("%,d executions finished, %,.0f/s; %.1f calls each; processor time %.3f ms each,"
                            + " of which clients %.3f ms (%d clients, %d processors)")
                    .formatted(
                            finished,
                            finished / seconds(elapsed),
                            (double) calls / finished,
                            millis(processor) / finished,
                            millis(ofClients) / finished,
                            clients,
                            Runtime.getRuntime().availableProcessors());
        }

        private static double seconds(Duration duration) {
            return millis(duration) / 1000;
        }

        private static double millis(Duration duration) {
            return duration.toNanos() / 1e6;
        }
    }

    private static void drive(
            URI endpoint, String machine, Instant end, AtomicLong finished, AtomicLong calls) {
        try (Client client = new Client(endpoint)) {
            while (Instant.now().isBefore(end)) {
                String execution =
                        client.call(
                                "StartExecution",
                                Map.of("stateMachineArn", machine, "input", "{\"tray\":7}"),
                                "executionArn");
                Map<String, Object> which = Map.of("executionArn", execution);
                String status;
                int polls = 0;
                do {
                    polls++;
                    status = client.call("DescribeExecution", which, "status");
                } while (status.equals("RUNNING"));
                if (!status.equals("SUCCEEDED")) {
                    throw new IllegalStateException(execution + " is " + status);
                }
                finished.incrementAndGet();
                calls.addAndGet(1 + polls);
            }
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// One connection, kept; as thin as may be, so that the engine is what is measured.
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Client(URI endpoint) throws IOException {
            socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream());
        }

        String call(String operation, Map<String, Object> parameters, String wanted)
                throws IOException {
            byte[] body = Json.of(parameters).text().getBytes(StandardCharsets.UTF_8);
            out.write(
                    ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0"
                                    + "\r\nX-Amz-Target: AWSStepFunctions."
                                    + operation
                                    + "\r\nContent-Length: "
                                    + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            String answer = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (Json.parse(answer).value() instanceof Map<?, ?> fields
                    && fields.get(wanted) instanceof String text) {
                return text;
            }
            throw new IOException(operation + ": " + answer);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new IOException("the server closed the connection");
                }
                if (octet != '\r') {
                    line.append((char) octet);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
