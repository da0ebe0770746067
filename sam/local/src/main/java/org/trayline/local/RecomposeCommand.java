package org.trayline.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.RecomposeReport;
import org.trayline.local.proof.Recomposition;
import org.trayline.local.proof.StoredTrays;
import org.trayline.local.proof.StoredTrays.Selection;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.store.PostgresPastCatalogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `sam/local/run recompose`: whether trays would come out the same today, bit for bit.
@Command(
        name = "recompose",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Composes tray orders again from their proofs, with the recipes of then and the code"
                        + " of today, and compares items and proof bit for bit.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:nothing differs",
            "1:something differs: the table says what",
            "2:what was asked for cannot be done: the message says why"
        })
final class RecomposeCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int MANY = 100;
    private static final String CLIENT = "recompose";

    @ParentCommand private RunCommand run;
    @Spec private CommandSpec spec;
    @Mixin private DataOptions options = new DataOptions();

    @Parameters(arity = "0..*", paramLabel = "TRAY_ORDER_ID", description = "these tray orders")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--service-date",
            paramLabel = "YYYY-MM-DD",
            description = "the tray orders of this day")
    private @Nullable LocalDate serviceDate;

    @Option(
            names = "--meal-period",
            paramLabel = "MEAL_PERIOD",
            description = "those of breakfast, lunch or dinner")
    private @Nullable MealPeriod mealPeriod;

    @Option(names = "--all", description = "every tray order that has a proof")
    private boolean all;

    @Option(names = "--json", description = "print what came of it as JSON on stdout")
    private boolean json;

    @Override
    public Integer call() throws IOException, SQLException {
        if (ids.isEmpty() && serviceDate == null && mealPeriod == null && !all) {
            throw new Refused(
                    "which tray orders? Give their ids, --service-date, --meal-period or --all");
        }
        if (all && !(ids.isEmpty() && serviceDate == null && mealPeriod == null)) {
            throw new Refused("--all is every tray order: leave it out, or the rest");
        }
        Selection selection = new Selection(ids.isEmpty() ? null : ids, serviceDate, mealPeriod);
        try (OpenedData data = OpenedData.open(run.project(), options.data(), options.portBase());
                Connection connection = data.connect(CLIENT)) {
            StoredTrays trays = new StoredTrays(connection);
            int count = trays.count(selection);
            if (count < ids.stream().distinct().count()) {
                throw new Refused(
                        "%s has only %d of these tray orders: sam/local/run lunch --export DIR writes"
                                        .formatted(options.data(), count)
                                + " their ids");
            }
            RecomposeReport report = new RecomposeReport();
            Recomposition recomposition =
                    new Recomposition(new PostgresPastCatalogs(data.postgres(CLIENT)));
            try (@Nullable ProgressBar bar = count < MANY ? null : progressBar(count)) {
                trays.forEach(
                        selection,
                        tray -> {
                            report.add(tray.id(), recomposition.of(tray));
                            if (bar != null) {
                                bar.step();
                            }
                        });
            }
            print(count, report);
            return report.anyDiffers() ? DIFFERENT : 0;
        }
    }

    private void print(int count, RecomposeReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            out.printf("%d tray orders composed again%n%n%s", count, report.text());
        }
        out.flush();
    }

    private static ProgressBar progressBar(int count) {
        return new ProgressBarBuilder()
                .setTaskName("recompose")
                .setInitialMax(count)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setMaxRenderedLength(100)
                .setUnit(" trays", 1)
                .showSpeed()
                .build();
    }
}
