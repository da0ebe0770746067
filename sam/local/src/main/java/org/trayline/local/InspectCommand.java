package org.trayline.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trayline.local.inspector.Inspected;
import org.trayline.local.inspector.Inspector;
import org.trayline.local.replay.DeadLetters;
import org.trayline.replayorders.ReplayOrders;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/// `sam/local/run inspect --aws`: the page of the inspector, looking at a real account.
@Command(
        name = "inspect",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Shows the executions of a real account in the browser, and what lies on its DLQ. It"
                    + " only reads, unless --allow-changes is given. Credentials, region and"
                    + " endpoint are found as by every AWS SDK."
        })
final class InspectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @ParentCommand private RunCommand run;

    @Option(names = "--aws", required = true, description = "look at an AWS account")
    @SuppressWarnings("UnusedVariable") // It must be said, so that nobody asks an account unawares.
    private boolean aws;

    @Option(names = "--profile", paramLabel = "PROFILE", description = "of ~/.aws/config")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "REGION", description = "default: the profile's")
    private @Nullable String region;

    @Option(
            names = "--state-machine",
            paramLabel = "ARN",
            description = "default: the account's only one in the region")
    private @Nullable String stateMachine;

    @ArgGroup(exclusive = false)
    private @Nullable Api api;

    @ArgGroup(exclusive = false)
    private @Nullable Queues queues;

    @Option(
            names = "--allow-changes",
            description = "let the page redrive executions, start them anew and replay")
    private boolean allowChanges;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8606",
            description = "where the page is served, 0 for any; default: ${DEFAULT-VALUE}")
    private int port;

    /// Where the API is, and who asks it.
    static final class Api {
        @Option(
                names = "--api",
                required = true,
                paramLabel = "URL",
                description =
                        "the stack's API, for the list of trays; default: executions are listed")
        private URI address = URI.create("");

        @Option(
                names = "--api-token",
                required = true,
                paramLabel = "FILE",
                description = "with it, a file that holds a token of its authorizer")
        private Path token = Path.of("");
    }

    /// Where the DLQ is, and where what was never started goes back to.
    static final class Queues {
        @Option(
                names = "--dead-letters",
                required = true,
                paramLabel = "URL",
                description = "the stack's DLQ; looking hides its messages for seconds, no more")
        private String deadLetters = "";

        @Option(
                names = "--tray-requests",
                required = true,
                paramLabel = "URL",
                description = "with it, the stack's queue of tray requests")
        private String trayRequests = "";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // For every client that is made from here on, those of Replay Orders too.
        if (profile != null) {
            System.setProperty("aws.profile", profile);
        }
        if (region != null) {
            System.setProperty("aws.region", region);
        }
        PrintWriter err = spec.commandLine().getErr();
        try (SfnClient sfn = client();
                Inspector inspector = Inspector.start(port, inspected(sfn), null)) {
            err.println("Running until Ctrl-C:\n  Inspector       " + inspector.address());
            err.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /// With endpoint, region and credentials as the SDK finds them.
    static SfnClient client() {
        try {
            return SfnClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
        } catch (SdkException e) {
            throw new Refused("AWS: " + e.getMessage());
        }
    }

    private Inspected inspected(SfnClient sfn) throws IOException {
        String arn = stateMachine == null ? onlyOne(sfn) : stateMachine;
        String place = arn.split(":", -1).length > 4 ? arn.split(":", -1)[3] : "AWS";
        return new Inspected(
                sfn,
                arn,
                profile == null ? place : profile + ", " + place,
                Instant::now,
                null,
                allowChanges,
                replayOrders(arn),
                api == null ? null : new Inspected.TrayApi(api.address, token(api.token)));
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refused("--api-token %s: must be a file that can be read".formatted(file));
        }
    }

    private @Nullable ReplayOrders replayOrders(String arn) throws IOException {
        Queues given = queues;
        return given == null
                ? null
                : DeadLetters.ofAccount(
                        run.project().resolve("sam/template.yaml"),
                        arn,
                        given.deadLetters,
                        given.trayRequests);
    }

    private static String onlyOne(SfnClient sfn) {
        List<String> found;
        try {
            found =
                    sfn.listStateMachinesPaginator().stateMachines().stream()
                            .map(StateMachineListItem::stateMachineArn)
                            .toList();
        } catch (SdkException e) {
            throw new Refused("AWS: " + e.getMessage());
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new Refused(
                found.isEmpty()
                        ? "there is no state machine in this account and region"
                        : "which one? give --state-machine with one of\n  "
                                + String.join("\n  ", found));
    }
}
