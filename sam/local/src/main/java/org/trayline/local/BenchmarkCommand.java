package org.trayline.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Summary;
import org.trayline.local.meal.Watch;
import org.trayline.meal.facility.MealPeriod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `sam/local/run benchmark`: orders per second, end to end, against the raw rate of the same
/// insert.
@Command(
        name = "benchmark",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Serves lunch for many patients, then inserts the same orders by plain pgjdbc into"
                        + " the same PostgreSQL, and compares the two rates.")
final class BenchmarkCommand implements Callable<Integer> {
    private static final LocalDate SERVICE_DATE = LocalDate.of(2026, 11, 20);
    private static final int DEMO_PATIENTS = 300;

    @ParentCommand private RunCommand run;
    @Spec private CommandSpec spec;

    @Option(
            names = "--patients",
            paramLabel = "N",
            defaultValue = "1000",
            description = "at least so many; default: ${DEFAULT-VALUE}")
    private int patients;

    @Option(names = "--json", description = "print the figures as JSON on stdout")
    private boolean json;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("trayline-benchmark");
        Path hospital = folder.resolve("hospital");
        ScaledHospital.write(run.demo(), hospital, (patients + DEMO_PATIENTS - 1) / DEMO_PATIENTS);
        try (Machine machine =
                Machine.start(run.project(), folder.resolve("data"), true, hospital, 0)) {
            if (!(machine.report() instanceof ImportReport.Imported imported)) {
                throw new IllegalStateException(machine.report().toString());
            }
            print(measure(machine, imported, folder.resolve("functions.log")));
            return 0;
        }
    }

    private record Figures(
            Summary summary, double rawPerSecond, double sqlPerOrder, double redisPerOrder) {}

    private Figures measure(Machine machine, ImportReport.Imported imported, Path log)
            throws IOException, SQLException, InterruptedException {
        Meal meal;
        try (Connection connection = machine.postgres().connect("benchmark")) {
            meal =
                    Meal.choose(
                            connection,
                            imported.facilityId(),
                            MealPeriod.LUNCH,
                            SERVICE_DATE,
                            null,
                            Instant.now());
        }
        Watch watch = new Watch();
        var clock = new SystemWorkflowClock(meal.offsetFrom(Instant.now()));
        long sqlBefore = transactions(machine);
        long redisBefore = commands(machine);
        Summary summary;
        try (Deployment deployment =
                new Deployment(
                        machine,
                        run.project().resolve("sam/template.yaml"),
                        clock,
                        0,
                        0,
                        log,
                        watch)) {
            summary = new Serving(machine, deployment, watch).serve(meal, clock.now());
        }
        double executions = summary.executions();
        double sql = (transactions(machine) - sqlBefore) / executions;
        double redis = (commands(machine) - redisBefore) / executions;
        double raw = RawInsert.ordersPerSecond(machine.postgres(), meal);
        return new Figures(summary, raw, sql, redis);
    }

    /// Statements outside a transaction are one each.
    private static long transactions(Machine machine) throws SQLException {
        try (Connection connection = machine.postgres().connect("benchmark");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select pg_stat_force_next_flush(), sum(xact_commit)
                                from pg_stat_database where datname = current_database()""")) {
            row.next();
            return row.getLong(2);
        }
    }

    private static final Pattern PROCESSED = Pattern.compile("total_commands_processed:(\\d+)");

    private static long commands(Machine machine) {
        RedisClient client = RedisClient.create(machine.redis().uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            Matcher processed = PROCESSED.matcher(connection.sync().info("stats"));
            return processed.find() ? Long.parseLong(processed.group(1)) : 0;
        } finally {
            client.shutdown();
        }
    }

    private void print(Figures figures) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Summary summary = figures.summary();
        if (json) {
            ObjectNode node = new JsonMapper().createObjectNode();
            node.put("patients", summary.rows().size());
            node.put("ordersPerSecond", summary.perSecond());
            node.put("rawInsertsPerSecond", figures.rawPerSecond());
            node.put("ratio", summary.perSecond() / figures.rawPerSecond());
            node.put("sqlRoundTripsPerOrder", figures.sqlPerOrder());
            node.put("redisRoundTripsPerOrder", figures.redisPerOrder());
            out.println(node.toPrettyString());
            return;
        }
        out.print(summary.text());
        out.printf(
                Locale.ROOT,
                "%n  %-48s %10.0f%n  %-48s %10.0f%n  %-48s %10.3f%n  %-48s %10.2f%n  %-48s %10.2f%n",
                "orders/s, end to end",
                summary.perSecond(),
                "inserts/s of the same orders, plain pgjdbc",
                figures.rawPerSecond(),
                "ratio",
                summary.perSecond() / figures.rawPerSecond(),
                "SQL statements per request",
                figures.sqlPerOrder(),
                "Redis commands per request",
                figures.redisPerOrder());
        out.flush();
    }
}
