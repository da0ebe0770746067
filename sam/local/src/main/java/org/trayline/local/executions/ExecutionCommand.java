package org.trayline.local.executions;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;

/// `sam/local/run execution NAME`: one execution as a tree of its states.
@Command(
        name = "execution",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Shows an execution as a tree of its states, with what came of each, how long it took,"
                    + " its attempts and its errors."
        })
public final class ExecutionCommand extends Look {
    private static final int LARGEST_PAGE = 1000;

    @Parameters(paramLabel = "NAME", description = "its name or its ARN")
    private String name = "";

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description = "its state machine, where several have an execution of that name")
    private @Nullable String machine;

    @Option(names = "--all", description = "show every iteration of every Map")
    private boolean all;

    @Override
    String look(SfnClient client, boolean asJson) {
        DescribeExecutionResponse execution = find(client);
        // Data stay where they are: the tree shows none.
        GetExecutionHistoryRequest history =
                GetExecutionHistoryRequest.builder()
                        .executionArn(execution.executionArn())
                        .includeExecutionData(false)
                        .maxResults(LARGEST_PAGE)
                        .build();
        Part story = Story.read(client.getExecutionHistoryPaginator(history).events());
        return asJson
                ? TreeJson.of(execution, story)
                : new TreeText(all).of(execution, story).toString();
    }

    private DescribeExecutionResponse find(SfnClient client) {
        if (name.startsWith("arn:")) {
            return describe(client, name)
                    .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
        }
        List<DescribeExecutionResponse> found =
                StateMachines.named(client, machine).stream()
                        .map(each -> StateMachines.executionArn(each, name))
                        .map(arn -> describe(client, arn))
                        .flatMap(Optional::stream)
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no execution %s: sam/local/run executions lists those there are"
                            .formatted(name));
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "%s: several state machines have an execution of that name, give --machine: %s"
                            .formatted(name, machines(found)));
        }
        return found.getFirst();
    }

    private static List<String> machines(List<DescribeExecutionResponse> found) {
        return found.stream()
                .map(DescribeExecutionResponse::stateMachineArn)
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .sorted()
                .toList();
    }

    private static Optional<DescribeExecutionResponse> describe(SfnClient client, String arn) {
        try {
            return Optional.of(client.describeExecution(request -> request.executionArn(arn)));
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }
}
