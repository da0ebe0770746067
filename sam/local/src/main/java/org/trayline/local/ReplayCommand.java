package org.trayline.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.local.replay.Bar;
import org.trayline.local.replay.DeadLetters;
import org.trayline.local.replay.ReplayText;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.replayorders.Filter;
import org.trayline.replayorders.Listing;
import org.trayline.replayorders.Plan;
import org.trayline.replayorders.ReplayOrders;
import org.trayline.replayorders.Replayed;
import org.trayline.replayorders.Report;
import org.trayline.replayorders.Shown;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;

/// `sam/local/run replay`: what lies on the DLQ, and the only way out of it. The code is that of
/// the Lambda Replay Orders.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists what lies on the DLQ of a running sam/local/run, or of an AWS account, and"
                    + " replays it."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done; of a replay: each came to an outcome or goes on",
            "1:a request failed again or stays on the DLQ",
            "2:what was asked for cannot be done: the message says why"
        })
final class ReplayCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final int WAIT_SECONDS = 600;

    @ParentCommand private @Nullable RunCommand run;

    @Spec private @Nullable CommandSpec spec;

    /// Where the DLQ is.
    static final class Where {
        @Option(
                names = "--port-base",
                paramLabel = "PORT",
                defaultValue = "8600",
                description = "that of the sam/local/run that is meant; default: ${DEFAULT-VALUE}")
        private int portBase;

        @ArgGroup(exclusive = false)
        private @Nullable Account account;

        @Option(names = "--json", description = "print the result as JSON on stdout")
        private boolean json;

        /// A stack in an AWS account, found as the AWS SDK finds it everywhere.
        static final class Account {
            @Option(
                    names = "--state-machine",
                    required = true,
                    paramLabel = "ARN",
                    description = "of a stack in AWS, with the two that follow: its outputs")
            private String stateMachine = "";

            @Option(
                    names = "--dead-letters",
                    required = true,
                    paramLabel = "URL",
                    description = "its DLQ; credentials and region as the AWS SDK finds them")
            private String deadLetters = "";

            @Option(
                    names = "--tray-requests",
                    required = true,
                    paramLabel = "URL",
                    description = "its queue of tray requests")
            private String trayRequests = "";
        }
    }

    /// Which of them are meant.
    static final class Meant {
        @Option(names = "--error", paramLabel = "CODE", description = "failed with this error")
        private @Nullable String error;

        @Option(names = "--state", paramLabel = "STATE", description = "failed in this state")
        private @Nullable String state;

        @Option(
                names = "--unit",
                paramLabel = "UNIT",
                description = "of a patient there, where eligibility had been checked")
        private @Nullable String unit;

        @Option(names = "--meal-period", paramLabel = "MEAL_PERIOD", description = "of this meal")
        private @Nullable MealPeriod mealPeriod;

        @Option(
                names = "--older-than",
                paramLabel = "MINUTES",
                description = "longer on the DLQ than that")
        private @Nullable Integer olderThan;

        @Option(
                names = "--younger-than",
                paramLabel = "MINUTES",
                description = "not as long on the DLQ")
        private @Nullable Integer youngerThan;

        private Filter filter(@Nullable List<String> ids) {
            return new Filter(ids, error, state, unit, mealPeriod, olderThan, youngerThan);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec().commandLine(), "say what to do: list, show or replay; --help says more");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "What lies there, by state and error, the oldest first.")
    int list(@Mixin Where where, @Mixin Meant meant) throws IOException {
        Instant now = Instant.now();
        Listing listing;
        try (Bar bar = new Bar()) {
            listing = orders(where).list(meant.filter(null), now, bar);
        } catch (SdkClientException e) {
            return unreachable(where, e);
        }
        print(where.json ? Report.json(listing) : ReplayText.of(listing, now));
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "One of them: what it went through, and why it failed.")
    int show(
            @Mixin Where where,
            @Parameters(paramLabel = "ID", description = "as list --json names it") String id)
            throws IOException {
        Optional<Shown> shown;
        try (Bar bar = new Bar()) {
            shown = orders(where).show(id, bar);
        } catch (SdkClientException e) {
            return unreachable(where, e);
        }
        if (shown.isEmpty()) {
            spec().commandLine().getErr().println("nothing of the id " + id + " lies on the DLQ");
            return REFUSED;
        }
        print(where.json ? Report.json(shown.get()) : ReplayText.of(shown.get(), Instant.now()));
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Lets each go on from the state that failed, or starts it anew; deletes its"
                        + " message once that is accepted."
            })
    int replay(
            @Mixin Where where,
            @Mixin Meant meant,
            @Option(
                            names = "--id",
                            paramLabel = "ID",
                            description = "only this one; may be given several times")
                    @Nullable List<String> ids,
            @Option(names = "--dry-run", description = "only say what would be done")
                    boolean dryRun,
            @Option(
                            names = "--start-anew",
                            description = "from the beginning, after a fix of the workflow")
                    boolean startAnew,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "so many a second; default: ${DEFAULT-VALUE}")
                    int rate,
            @Option(names = "--max", paramLabel = "N", description = "only the oldest so many")
                    @Nullable Integer max)
            throws IOException {
        Plan plan = new Plan(meant.filter(ids), dryRun, startAnew, rate, max, WAIT_SECONDS);
        Replayed replayed;
        try (Bar bar = new Bar()) {
            replayed = orders(where).replay(plan, Instant.now(), bar);
        } catch (SdkClientException e) {
            return unreachable(where, e);
        }
        print(where.json ? Report.json(replayed) : ReplayText.of(replayed));
        return replayed.failed() == 0 || dryRun ? 0 : FAILED;
    }

    private ReplayOrders orders(Where where) throws IOException {
        Where.Account account = where.account;
        return account == null
                ? DeadLetters.ofRun(template(), where.portBase)
                : DeadLetters.ofAccount(
                        template(),
                        account.stateMachine,
                        account.deadLetters,
                        account.trayRequests);
    }

    private Path template() {
        RunCommand parent = run;
        if (parent == null) {
            throw new IllegalStateException("not a subcommand");
        }
        return parent.project().resolve("sam/template.yaml");
    }

    private int unreachable(Where where, SdkClientException e) {
        spec().commandLine()
                .getErr()
                .println(
                        where.account == null
                                ? "nothing answers at port %d: start sam/local/run, or give its --port-base"
                                        .formatted(where.portBase)
                                : String.valueOf(e.getMessage()));
        return REFUSED;
    }

    private void print(String text) {
        spec().commandLine().getOut().println(text.stripTrailing());
    }

    private CommandSpec spec() {
        CommandSpec given = spec;
        if (given == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return given;
    }
}
