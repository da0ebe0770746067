package org.trayline.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.time.WorkflowClock;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.executions.ExecutionCommand;
import org.trayline.local.executions.ExecutionsCommand;
import org.trayline.local.inspector.Inspected;
import org.trayline.local.inspector.Inspector;
import org.trayline.local.isolated.Isolation;
import org.trayline.local.lambda.Environments;
import org.trayline.local.load.LoadCommand;
import org.trayline.local.meal.Export;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Summary;
import org.trayline.local.meal.Watch;
import org.trayline.meal.facility.MealPeriod;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.sfn.SfnClient;

/// `sam/local/run`: a whole meal period of a hospital, on this machine.
@Command(
        name = "sam/local/run",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Trayline 1.0.0",
        description = {
            "Serves a meal period of a hospital on this machine: embedded PostgreSQL, Redis"
                    + " and SQS, the real workflow and the real functions. Keeps running until"
                    + " Ctrl-C."
        },
        subcommands = {
            BenchmarkCommand.class,
            ExecutionsCommand.class,
            ExecutionCommand.class,
            FeasibilityCommand.class,
            InspectCommand.class,
            LoadCommand.class,
            ProofCommand.class,
            RecomposeCommand.class,
            ReplayCommand.class
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every request came to an outcome",
            "1:a request failed",
            "2:what was asked for cannot be done: the message says why"
        })
public final class RunCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    @Parameters(
            arity = "0..1",
            paramLabel = "MEAL_PERIOD",
            description = "breakfast, lunch or dinner; default: the one open now, else the next")
    private @Nullable MealPeriod mealPeriod;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "service date; default: today by the facility's clock")
    private @Nullable LocalDate date;

    @Option(
            names = "--at",
            paramLabel = "HH:MM",
            description = "what the facility's clock shows; default: the meal period's opening")
    private @Nullable LocalTime at;

    @Option(
            names = "--hospital",
            paramLabel = "DIR",
            description = "a hospital folder; default: the demo hospital")
    private @Nullable Path hospital;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where PostgreSQL's data lives; default: ~/.trayline")
    private Path data = Path.of(System.getProperty("user.home"), ".trayline");

    @Option(names = "--fresh", description = "forget what earlier runs left there")
    private boolean fresh;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            defaultValue = "8600",
            description = Ports.OPTION + "; default: ${DEFAULT-VALUE}")
    private int portBase;

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "write tray_orders.csv, tray_order_items.csv and outcomes.csv there")
    private @Nullable Path export;

    @Option(
            names = "--logs",
            description = "show the functions' log lines on stderr, instead of a progress bar")
    private boolean logs;

    @Option(names = "--exit", description = "end after the summary")
    private boolean exit;

    @Option(names = "--json", description = "print the summary as JSON on stdout")
    private boolean json;

    @Option(
            names = "--isolated",
            description = "run each function's jar in a JVM of its own, and tell what they took")
    private boolean isolated;

    private final Path project;
    private final PrintStream out;
    private final PrintStream err;

    private RunCommand(Path project, PrintStream out, PrintStream err) {
        this.project = project;
        this.out = out;
        this.err = err;
    }

    /// @param args as on the command line; the system property `trayline.project` names the
    ///     project's folder
    public static void main(String[] args) {
        // Read once, by the first HTTP server: without it small answers wait some 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Path project = Path.of(System.getProperty("trayline.project", "")).toAbsolutePath();
        System.exit(execute(project, System.out, System.err, args));
    }

    /// Runs the command in this process.
    ///
    /// @return its exit status
    static int execute(Path project, PrintStream out, PrintStream err, String... args) {
        ServiceLog.begin();
        return new CommandLine(new RunCommand(project, out, err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(RunCommand::report)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(args);
    }

    private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (e instanceof Refused || e instanceof IllegalArgumentException) {
            command.getErr().println(e.getMessage());
            return REFUSED;
        }
        throw e;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Path folder = hospital == null ? demo() : hospital;
        try (Machine machine = Machine.start(project, data, fresh, folder, portBase)) {
            Ports ports = machine.ports();
            if (!(machine.report() instanceof ImportReport.Imported imported)) {
                err.println(machine.report());
                return REFUSED;
            }
            if (!imported.nothingChanged()) {
                err.println(imported);
            }
            Meal meal = meal(machine, imported);
            Watch watch = new Watch();
            var clock = new SystemWorkflowClock(meal.offsetFrom(Instant.now()));
            Isolation isolation = isolated ? new Isolation(data.resolve("isolated")) : null;
            try (Deployment deployment =
                    new Deployment(
                            machine,
                            project.resolve("sam/template.yaml"),
                            clock,
                            ports.stepFunctions(),
                            ports.api(),
                            data.resolve("functions.log"),
                            watch,
                            isolation == null
                                    ? Environments.inProcess(Deployment.FUNCTION_CONCURRENCY)
                                    : isolation.environments())) {
                if (logs) {
                    deployment.log().showOn(err);
                }
                Summary summary = new Serving(machine, deployment, watch).serve(meal, clock.now());
                if (export != null) {
                    try (Connection connection = machine.postgres().connect("export")) {
                        Export.write(export, connection, meal, summary.rows());
                    }
                }
                out.println(json ? summary.json() : summary.text());
                if (isolation != null) {
                    out.println(isolation.measure());
                }
                if (!exit) {
                    keepRunning(machine, deployment, meal, clock, ports.inspector());
                }
                return summary.failed() == 0 ? 0 : FAILED;
            }
        }
    }

    Path project() {
        return project;
    }

    Path demo() {
        return project.resolve("schema/demo");
    }

    private Meal meal(Machine machine, ImportReport.Imported imported) throws SQLException {
        try (Connection connection = machine.postgres().connect("run")) {
            return Meal.choose(
                    connection, imported.facilityId(), mealPeriod, date, at, Instant.now());
        }
    }

    private void keepRunning(
            Machine machine, Deployment deployment, Meal meal, WorkflowClock clock, int port)
            throws IOException, SQLException, InterruptedException {
        Inspected.TrayApi api = deployment.trayApi();
        try (SfnClient sfn = InspectCommand.client();
                DrawnProofs proofs = new DrawnProofs(machine.postgres());
                Inspector inspector =
                        Inspector.start(
                                port,
                                new Inspected(
                                        sfn,
                                        deployment.stateMachineArn(),
                                        "this machine",
                                        clock::now,
                                        meal.zone(),
                                        true,
                                        deployment.replayOrders(),
                                        api),
                                proofs)) {
            Path token = data.resolve("api-token");
            ApiToken.write(token, api.token());
            err.println(whatToOpen(inspector.address(), machine, deployment, token));
            new CountDownLatch(1).await();
        }
    }

    private static String whatToOpen(
            URI inspector, Machine machine, Deployment deployment, Path token) {
        return """
        Running until Ctrl-C:
          Inspector       %s
          API             %s
          Step Functions  %s
                          %s
          SQS             %s
          PostgreSQL      %s user %s, no password
          Redis           %s

        The API wants a token. One for development, for all roles, is in %s:
          curl -H "Authorization: Bearer $(cat %s)" %s/openapi.json
        """
                .formatted(
                        inspector,
                        deployment.apiEndpoint(),
                        deployment.stepFunctionsEndpoint(),
                        deployment.stateMachineArn(),
                        deployment.queueUrl("TrayRequestsQueue"),
                        machine.postgres().url(),
                        "postgres",
                        machine.redis().uri(),
                        token,
                        token,
                        deployment.apiEndpoint());
    }
}
