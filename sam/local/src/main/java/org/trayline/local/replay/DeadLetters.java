package org.trayline.local.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.trayline.kit.Settings;
import org.trayline.local.template.Stack;
import org.trayline.local.template.Template;
import org.trayline.replayorders.ReplayOrders;

/// Where Replay Orders finds queues and workflow: by the variables that the template gives its
/// function.
public final class DeadLetters {
    private static final String FUNCTION = "ReplayOrdersFunction";
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "000000000000";

    private DeadLetters() {}

    /// Of a `sam/local/run` on this machine.
    ///
    /// @param portBase its first port
    public static ReplayOrders ofRun(Path templateFile, int portBase) throws IOException {
        String sqs = "http://127.0.0.1:%d".formatted(portBase + 1);
        System.setProperty("aws.region", REGION);
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        System.setProperty("aws.endpointUrlSfn", "http://127.0.0.1:%d".formatted(portBase));
        System.setProperty("aws.endpointUrlSqs", sqs);
        Template template = Template.read(templateFile);
        Map<String, String> values = new HashMap<>();
        for (Stack.SqsQueue queue : Stack.queues(template)) {
            values.put(queue.id(), "%s/%s/%s".formatted(sqs, ACCOUNT, queue.id()));
        }
        String workflow = Stack.workflowId(template);
        values.put(
                workflow,
                "arn:aws:states:%s:%s:stateMachine:%s".formatted(REGION, ACCOUNT, workflow));
        return of(template, values);
    }

    /// Of a stack in an AWS account; credentials, region and endpoints as the SDK finds them.
    public static ReplayOrders ofAccount(
            Path templateFile, String stateMachine, String deadLetters, String trayRequests)
            throws IOException {
        return of(
                Template.read(templateFile),
                Map.of(
                        "TrayOrderStateMachine", stateMachine,
                        "TrayRequestsDeadLetterQueue", deadLetters,
                        "TrayRequestsQueue", trayRequests));
    }

    private static ReplayOrders of(Template template, Map<String, String> values) {
        return of(new Stack(template, values, REGION, ACCOUNT));
    }

    /// Of a stack as it stands.
    public static ReplayOrders of(Stack stack) {
        return ReplayOrders.of(Settings.of(stack.function(FUNCTION).environment())::require);
    }
}
