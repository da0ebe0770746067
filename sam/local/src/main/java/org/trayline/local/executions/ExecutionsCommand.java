package org.trayline.local.executions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/// `sam/local/run executions`: the executions of a running meal period, or of an AWS account.
@Command(
        name = "executions",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Lists executions, the latest start first.")
public final class ExecutionsCommand extends Look {
    private static final int LARGEST_PAGE = 1000;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "only running, succeeded, failed, timed_out or aborted ones")
    private @Nullable String status;

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description = "only those of this state machine")
    private @Nullable String machine;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "at most so many; default: ${DEFAULT-VALUE}")
    private int limit;

    @Override
    String look(SfnClient client, boolean asJson) {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit: " + limit + " is not positive");
        }
        List<ExecutionListItem> found =
                StateMachines.named(client, machine).stream()
                        .flatMap(each -> latest(client, each))
                        .sorted(Comparator.comparing(ExecutionListItem::startDate).reversed())
                        .limit(limit)
                        .toList();
        return asJson ? json(found) : text(found);
    }

    private Stream<ExecutionListItem> latest(SfnClient client, StateMachineListItem of) {
        ListExecutionsRequest request =
                ListExecutionsRequest.builder()
                        .stateMachineArn(of.stateMachineArn())
                        .statusFilter(filter())
                        .maxResults(Math.min(limit, LARGEST_PAGE))
                        .build();
        return client.listExecutionsPaginator(request).executions().stream().limit(limit);
    }

    private @Nullable ExecutionStatus filter() {
        if (status == null) {
            return null;
        }
        ExecutionStatus known = ExecutionStatus.fromValue(status.toUpperCase(Locale.ROOT));
        if (known == ExecutionStatus.UNKNOWN_TO_SDK_VERSION
                || known == ExecutionStatus.PENDING_REDRIVE) {
            throw new IllegalArgumentException(
                    "--status: %s is none of running, succeeded, failed, timed_out, aborted"
                            .formatted(status));
        }
        return known;
    }

    private static String text(List<ExecutionListItem> executions) {
        if (executions.isEmpty()) {
            return "No executions.%n".formatted();
        }
        StringBuilder text =
                new StringBuilder(
                        "%-52s %-10s %-19s %7s %7s%n"
                                .formatted("NAME", "STATUS", "STARTED", "TOOK", "REDRIVE"));
        for (ExecutionListItem each : executions) {
            int redrives = redrives(each);
            text.append(
                    "%-52s %-10s %-19s %7s %7s%n"
                            .formatted(
                                    Fit.to(52, each.name()),
                                    each.statusAsString().toLowerCase(Locale.ROOT),
                                    LOCAL.format(each.startDate()),
                                    Durations.text(took(each)),
                                    redrives));
        }
        return text.toString();
    }

    private static String json(List<ExecutionListItem> executions) {
        ArrayNode all = new JsonMapper().createArrayNode();
        for (ExecutionListItem each : executions) {
            ObjectNode one = all.addObject();
            one.put("name", each.name());
            one.put("arn", each.executionArn());
            one.put("status", each.statusAsString());
            one.put("started", each.startDate().toString());
            Duration took = took(each);
            if (took != null) {
                one.put("millis", took.toMillis());
            }
            one.put("redrives", redrives(each));
        }
        return all.toPrettyString() + System.lineSeparator();
    }

    private static int redrives(ExecutionListItem each) {
        Integer count = each.redriveCount();
        return count == null ? 0 : count;
    }

    /// Null while it runs: its clock need not be this machine's.
    private static @Nullable Duration took(ExecutionListItem each) {
        Instant end = each.stopDate();
        return end == null ? null : Duration.between(each.startDate(), end);
    }
}
