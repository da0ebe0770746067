package org.trayline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.meal.Export;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Outcomes;
import org.trayline.local.meal.Steps;
import org.trayline.local.meal.Summary;
import org.trayline.local.meal.Watch;
import org.trayline.meal.facility.MealPeriod;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sam/local/run`: a whole meal period of a hospital, on this machine.
@Command(
        name = "sam/local/run",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Serves a meal period of a hospital on this machine: embedded PostgreSQL, Redis"
                    + " and SQS, the real workflow and the real functions. Keeps running until"
                    + " Ctrl-C."
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
            description = "the first of five ports, 0 for any free ones; default: ${DEFAULT-VALUE}")
    private int portBase;

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "write tray_orders.csv, tray_order_items.csv and outcomes.csv there")
    private @Nullable Path export;

    @Option(names = "--exit", description = "end after the summary")
    private boolean exit;

    @Option(names = "--json", description = "print the summary as JSON on stdout")
    private boolean json;

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
        Ports ports = Ports.from(portBase);
        Path folder = hospital == null ? project.resolve("schema/demo") : hospital;
        try (Machine machine = Machine.start(project, data, fresh, folder, ports)) {
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
            try (Deployment deployment =
                    new Deployment(
                            machine,
                            project.resolve("sam/template.yaml"),
                            clock,
                            ports.stepFunctions(),
                            data.resolve("functions.log"),
                            watch)) {
                Summary summary = serve(machine, deployment, meal, clock.now(), watch);
                if (export != null) {
                    try (Connection connection = machine.postgres().connect("export")) {
                        Export.write(export, connection, meal, summary.rows());
                    }
                }
                out.println(json ? summary.json() : summary.text());
                if (!exit) {
                    err.println(whatToOpen(machine, deployment));
                    new CountDownLatch(1).await();
                }
                return summary.failed() == 0 ? 0 : FAILED;
            }
        }
    }

    private Meal meal(Machine machine, ImportReport.Imported imported) throws SQLException {
        try (Connection connection = machine.postgres().connect("run")) {
            return Meal.choose(
                    connection, imported.facilityId(), mealPeriod, date, at, Instant.now());
        }
    }

    private Summary serve(
            Machine machine, Deployment deployment, Meal meal, Instant now, Watch watch)
            throws IOException, SQLException, InterruptedException {
        JsonNode opened = open(deployment, meal, now);
        int sent = opened.path("sent").asInt();
        if (sent > 0) {
            try (ProgressBar bar = progressBar(sent, meal)) {
                watch.onProgress(bar::stepTo);
                watch.await(
                        sent,
                        () ->
                                deployment.engine().runningExecutions() == 0
                                        && deployment.queuesAreEmpty());
                bar.stepTo(watch.count());
                watch.onProgress(count -> {});
            }
        }
        List<Outcomes.Row> rows;
        try (Connection connection = machine.postgres().connect("run")) {
            rows = Outcomes.of(connection, meal, watch.errors());
        }
        return new Summary(
                meal,
                rows,
                opened.path("added").asInt(),
                watch.count(),
                machine.topic().notices(),
                machine.topic().urgentNotices(),
                sinceProcessStart(watch.firstEndNanos()),
                watch.secondsFromFirstToLast(),
                Steps.of(deployment.engine(), watch.ended()));
    }

    private static @Nullable Double sinceProcessStart(@Nullable Long nanos) {
        if (nanos == null) {
            return null;
        }
        double ago = (System.nanoTime() - nanos) / 1e9;
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3 - ago;
    }

    /// Calls the function that the schedule calls. What was sent before this process is lost: its
    /// queues were in memory.
    private static JsonNode open(Deployment deployment, Meal meal, Instant now)
            throws IOException, InterruptedException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode input = mapper.createObjectNode();
        input.put("schemaVersion", 1);
        input.put("now", now.toString());
        input.put("source", "SCHEDULED");
        input.put("facilityId", meal.facilityId().value());
        input.putObject("meal")
                .put("serviceDate", meal.serviceDate().toString())
                .put("mealPeriod", meal.mealPeriod().name());
        input.put("resendAll", true);
        LambdaFunctions.Answer answer =
                deployment
                        .lambda()
                        .invoke(
                                "OpenMealPeriodFunction",
                                input.toString().getBytes(StandardCharsets.UTF_8));
        if (answer instanceof LambdaFunctions.Returned returned) {
            return mapper.readTree(returned.payload()).path("opened").path(0);
        }
        throw new IllegalStateException("the meal period was not opened: " + answer);
    }

    private static ProgressBar progressBar(int sent, Meal meal) {
        return new ProgressBarBuilder()
                .setTaskName(meal.mealPeriod().name().toLowerCase(Locale.ROOT))
                .setInitialMax(sent)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setMaxRenderedLength(100)
                .setUnit(" trays", 1)
                .showSpeed()
                .build();
    }

    private static String whatToOpen(Machine machine, Deployment deployment) {
        return """
        Running until Ctrl-C:
          Step Functions  %s
                          %s
          SQS             %s
          PostgreSQL      %s user %s, no password
          Redis           %s
        """
                .formatted(
                        deployment.stepFunctionsEndpoint(),
                        deployment.stateMachineArn(),
                        deployment.queueUrl("TrayRequestsQueue"),
                        machine.postgres().url(),
                        "postgres",
                        machine.redis().uri());
    }
}
