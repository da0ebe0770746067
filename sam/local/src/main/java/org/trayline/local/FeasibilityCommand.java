package org.trayline.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.importhospital.ImportReport;
import org.trayline.kit.StrictJson;
import org.trayline.local.feasibility.DayCsv;
import org.trayline.local.feasibility.DayReport;
import org.trayline.local.feasibility.DayTable;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Watch;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `sam/local/run feasibility`: who would have no compliant tray tomorrow, and what would help.
@Command(
        name = "feasibility",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Goes through a day to come, meal by meal, as it would be if nothing changed before it:"
                    + " which patients would have no compliant tray and why, and the recipe that"
                    + " would help most. Orders nothing."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:the day was checked, whatever was found",
            "2:what was asked for cannot be done: the message says why"
        })
final class FeasibilityCommand implements Callable<Integer> {
    private static final int REFUSED = 2;

    /// Patients of a part: few enough for the bar to move, many enough for them to have much in
    /// common.
    private static final int PATIENTS_OF_A_PART = 100;

    @ParentCommand private RunCommand run;
    @Spec private CommandSpec spec;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "service date; default: tomorrow by the facility's clock")
    private @Nullable LocalDate date;

    @Option(
            names = "--meal-period",
            paramLabel = "MEAL_PERIOD",
            description = "show breakfast, lunch or dinner only; default: all")
    private @Nullable MealPeriod mealPeriod;

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

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            defaultValue = "8600",
            description = Ports.OPTION + "; default: ${DEFAULT-VALUE}")
    private int portBase;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "write a row per patient and meal without a compliant tray there")
    private @Nullable Path csv;

    @Option(names = "--json", description = "print the report as JSON on stdout")
    private boolean json;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        refuseCsvInNoFolder();
        PrintWriter err = spec.commandLine().getErr();
        Path folder = hospital == null ? run.demo() : hospital;
        try (Machine machine = Machine.start(run.project(), data, false, folder, portBase)) {
            Ports ports = machine.ports();
            if (!(machine.report() instanceof ImportReport.Imported imported)) {
                err.println(machine.report());
                return REFUSED;
            }
            if (!imported.nothingChanged()) {
                err.println(imported);
            }
            try (Deployment deployment =
                    new Deployment(
                            machine,
                            run.project().resolve("sam/template.yaml"),
                            new SystemWorkflowClock(),
                            ports.stepFunctions(),
                            ports.api(),
                            data.resolve("functions.log"),
                            new Watch())) {
                print(report(machine, deployment, imported.facilityId()));
            }
            return 0;
        }
    }

    /// Before the work, not after it.
    private void refuseCsvInNoFolder() {
        if (csv != null) {
            Path folder = csv.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new Refused("--csv %s: there is no such folder".formatted(csv));
            }
        }
    }

    private DayReport report(Machine machine, Deployment deployment, FacilityId facility)
            throws SQLException, IOException, InterruptedException {
        LocalDate serviceDate;
        int patients;
        try (Connection connection = machine.postgres().connect("feasibility")) {
            Instant now = Instant.now();
            // Also refuses a meal period that the facility does not serve.
            Meal meal = Meal.choose(connection, facility, mealPeriod, date, null, now);
            serviceDate = date == null ? now.atZone(meal.zone()).toLocalDate().plusDays(1) : date;
            patients = patients(connection, facility);
        }
        int parts = Math.ceilDiv(Math.max(1, patients), PATIENTS_OF_A_PART);
        DayReport report =
                DayReport.of(
                        facility,
                        serviceDate,
                        check(deployment, facility, serviceDate, parts, patients));
        return mealPeriod == null ? report : report.only(mealPeriod);
    }

    /// As many parts at a time as there are cores.
    private List<DayReport.Part> check(
            Deployment deployment, FacilityId facility, LocalDate date, int parts, int patients)
            throws InterruptedException, IOException {
        int cores =
                Math.min(
                        Runtime.getRuntime().availableProcessors(),
                        Deployment.FUNCTION_CONCURRENCY);
        try (ExecutorService threads = Executors.newFixedThreadPool(cores);
                ProgressBar bar = progressBar(patients, date)) {
            List<Future<DayReport.Part>> checks = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                String input =
                        """
                        {"schemaVersion":1,"facilityId":"%s","serviceDate":"%s","part":%d,"parts":%d}"""
                                .formatted(facility, date, i, parts);
                checks.add(
                        threads.submit(
                                () -> {
                                    DayReport.Part part = part(deployment, input);
                                    bar.stepBy(part.patients());
                                    return part;
                                }));
            }
            List<DayReport.Part> checked = new ArrayList<>();
            for (Future<DayReport.Part> check : checks) {
                checked.add(check.get());
            }
            return checked;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new IOException(e);
            }
        }
    }

    private static DayReport.Part part(Deployment deployment, String input)
            throws InterruptedException {
        LambdaFunctions.Answer answer =
                deployment
                        .lambda()
                        .invoke("CheckFeasibilityFunction", input.getBytes(StandardCharsets.UTF_8));
        if (answer instanceof LambdaFunctions.Returned returned) {
            return StrictJson.read(
                    returned.payload().getBytes(StandardCharsets.UTF_8), DayReport.Part.class);
        }
        throw new Refused("the day was not checked: " + answer);
    }

    private static int patients(Connection connection, FacilityId facility) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        """
                        select count(distinct patient_id) from encounters
                        where facility_id = ? and status <> 'DISCHARGED'""")) {
            query.setString(1, facility.value());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static ProgressBar progressBar(int patients, LocalDate date) {
        return new ProgressBarBuilder()
                .setTaskName(date.toString())
                .setInitialMax(patients)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setMaxRenderedLength(100)
                .setUnit(" patients", 1)
                .showSpeed()
                .build();
    }

    private void print(DayReport report) throws IOException {
        if (csv != null) {
            DayCsv.write(report, csv);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? new String(StrictJson.write(report), StandardCharsets.UTF_8)
                        : DayTable.of(report));
        out.flush();
    }
}
