package org.trayline.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.trayline.api.Role;
import org.trayline.asl.ExecutionStatusChange;
import org.trayline.asl.Settings;
import org.trayline.asl.StepFunctions;
import org.trayline.asl.time.WorkflowClock;
import org.trayline.asl.wire.StepFunctionsServer;
import org.trayline.kit.LibraryLog;
import org.trayline.local.event.EventRules;
import org.trayline.local.event.Schedules;
import org.trayline.local.inspector.Inspected;
import org.trayline.local.lambda.DevelopmentTokens;
import org.trayline.local.lambda.Environments;
import org.trayline.local.lambda.FunctionLog;
import org.trayline.local.lambda.LocalApi;
import org.trayline.local.lambda.LocalLambda;
import org.trayline.local.lambda.QueuePoller;
import org.trayline.local.replay.DeadLetters;
import org.trayline.local.template.Stack;
import org.trayline.local.template.Template;
import org.trayline.replayorders.ReplayOrders;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The template, deployed on a machine: its queues, functions, workflow and event sources.
final class Deployment implements AutoCloseable {
    private static final String SFN = "aws.endpointUrlSfn";
    private static final String SQS = "aws.endpointUrlSqs";
    private static final String SNS = "aws.endpointUrlSns";

    /// Calls of one function at once. Each holds a database connection; two cores need no more.
    static final int FUNCTION_CONCURRENCY = 4;

    /// Executions under way at once; more requests wait in the queue, so that memory stays bounded
    /// and no task times out for want of a free function.
    private static final int EXECUTIONS_AT_ONCE = 24;

    /// The function that starts executions: only it waits for others to end.
    private static final String STARTS = "StartTrayOrderFunction";

    private static final int KEPT_EXECUTIONS = 50_000;

    private final Map<String, String> queueUrls = new HashMap<>();
    private final Machine machine;
    private final Stack stack;
    private final FunctionLog log;
    private final LocalLambda lambda;
    private final StepFunctions engine;
    private final StepFunctionsServer server;
    private final DevelopmentTokens tokens;
    private final LocalApi api;
    private final String stateMachineArn;
    private final List<String> fedFrom;
    private final List<QueuePoller> pollers;
    private final Schedules schedules;

    /// @param logFile where the functions' log lines go
    /// @param listener told of every execution that starts or ends
    Deployment(
            Machine machine,
            Path templateFile,
            WorkflowClock clock,
            int stepFunctionsPort,
            int apiPort,
            Path logFile,
            Consumer<ExecutionStatusChange> listener)
            throws IOException {
        this(
                machine,
                templateFile,
                clock,
                stepFunctionsPort,
                apiPort,
                logFile,
                listener,
                Environments.inProcess(FUNCTION_CONCURRENCY));
    }

    /// @param environments where the functions run
    Deployment(
            Machine machine,
            Path templateFile,
            WorkflowClock clock,
            int stepFunctionsPort,
            int apiPort,
            Path logFile,
            Consumer<ExecutionStatusChange> listener,
            Environments environments)
            throws IOException {
        this.machine = machine;
        this.log = new FunctionLog(logFile);
        LibraryLog.elsewhere(log);
        Template template = Template.read(templateFile);
        this.stack = new Stack(template, values(template), Machine.REGION, Machine.ACCOUNT);
        this.lambda = new LocalLambda(stack.functions(), log, environments);
        EventRules rules =
                new EventRules(machine.queues().client(), stack.eventRules(), this::queueUrl);
        this.engine =
                new StepFunctions(
                        lambda,
                        clock,
                        new Random(),
                        new Settings(Machine.REGION, Machine.ACCOUNT, KEPT_EXECUTIONS),
                        // First the rules: who sees an execution end finds what they sent.
                        rules.andThen(listener));
        this.server = new StepFunctionsServer(engine, stepFunctionsPort);
        this.tokens = new DevelopmentTokens();
        this.api = LocalApi.start(apiPort, stack.api(), lambda, tokens, clock::now);
        Stack.Workflow workflow = stack.workflow();
        this.stateMachineArn =
                engine.stateMachines()
                        .create(
                                workflow.id(),
                                workflow.definition(),
                                "arn:aws:iam::%s:role/local".formatted(Machine.ACCOUNT))
                        .arn();
        endpoints();
        List<Stack.QueueSource> sources = stack.queueSources();
        this.fedFrom = sources.stream().map(source -> queueUrl(source.queueId())).toList();
        this.pollers =
                sources.stream()
                        .map(
                                source ->
                                        new QueuePoller(
                                                machine.queues().client(),
                                                queueUrl(source.queueId()),
                                                source,
                                                lambda,
                                                () ->
                                                        !source.functionId().equals(STARTS)
                                                                || engine.runningExecutions()
                                                                        < EXECUTIONS_AT_ONCE))
                        .toList();
        pollers.forEach(QueuePoller::start);
        this.schedules = new Schedules(lambda, clock);
        schedules.start(stack.schedules());
    }

    /// Where the AWS SDK of the functions finds the services.
    private void endpoints() {
        System.setProperty(SFN, server.endpoint().toString());
        System.setProperty(SQS, machine.queues().endpoint().toString());
        System.setProperty(SNS, machine.topic().endpoint().toString());
    }

    /// What stands on this machine for the names in the template.
    private Map<String, String> values(Template template) {
        Map<String, String> values = new HashMap<>();
        values.put("Auth", "PASSWORD");
        values.put("DatabasePassword", "local");
        values.put("Data.Outputs.DatabaseUrl", machine.postgres().url());
        values.put("Data.Outputs.CacheUri", machine.redis().uri());
        values.put("Data.Outputs.CacheName", "local");
        // Of functions that only a deployment calls.
        values.put("Data.Outputs.DatabaseSecretArn", "none");
        for (Stack.SqsQueue queue : Stack.queues(template)) {
            String url = machine.queues().create(queue.id(), attributes(queue));
            queueUrls.put(queue.id(), url);
            values.put(queue.id(), url);
            values.put(queue.id() + ".Arn", arn("sqs", queue.id()));
        }
        for (String topic : Stack.topics(template)) {
            values.put(topic, arn("sns", topic));
        }
        String workflow = Stack.workflowId(template);
        values.put(workflow, arn("states", "stateMachine:" + workflow));
        return values;
    }

    private static Map<QueueAttributeName, String> attributes(Stack.SqsQueue queue) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        attributes.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Integer.toString(queue.visibilityTimeoutSeconds()));
        String deadLetters = queue.deadLetterQueueId();
        if (deadLetters != null) {
            attributes.put(
                    QueueAttributeName.REDRIVE_POLICY,
                    """
                    {"deadLetterTargetArn":"%s","maxReceiveCount":%d}"""
                            .formatted(arn("sqs", deadLetters), queue.maxReceiveCount()));
        }
        return attributes;
    }

    private static String arn(String service, String name) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, Machine.REGION, Machine.ACCOUNT, name);
    }

    FunctionLog log() {
        return log;
    }

    LocalLambda lambda() {
        return lambda;
    }

    StepFunctions engine() {
        return engine;
    }

    String stateMachineArn() {
        return stateMachineArn;
    }

    String stepFunctionsEndpoint() {
        return server.endpoint().toString();
    }

    /// What lies on the DLQ, for whoever shall replay it.
    ReplayOrders replayOrders() {
        return DeadLetters.of(stack);
    }

    /// The API of the template, which ends in no slash.
    String apiEndpoint() {
        return api.endpoint().toString();
    }

    /// Lets in who has one of its tokens.
    DevelopmentTokens tokens() {
        return tokens;
    }

    /// A token for every role at every facility that the database has.
    String developmentToken() throws SQLException {
        List<String> facilities = new ArrayList<>();
        try (Connection connection = machine.postgres().connect("run");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from facilities order by id")) {
            while (rows.next()) {
                facilities.add(rows.getString(1));
            }
        }
        return tokens.issue("developer", EnumSet.allOf(Role.class), facilities);
    }

    /// The API with such a token, for the inspector and whoever tries it.
    Inspected.TrayApi trayApi() throws SQLException {
        return new Inspected.TrayApi(api.endpoint(), developmentToken());
    }

    /// Whether no message waits in a queue that feeds a function, or is being worked on.
    boolean queuesAreEmpty() {
        return fedFrom.stream().allMatch(url -> machine.queues().depth(url) == 0);
    }

    /// @param id the logical id of a queue
    String queueUrl(String id) {
        String url = queueUrls.get(id);
        if (url == null) {
            throw new IllegalArgumentException("the template has no queue " + id);
        }
        return url;
    }

    @Override
    public void close() throws IOException {
        schedules.close();
        pollers.forEach(QueuePoller::close);
        api.close();
        engine.close();
        server.close();
        lambda.close();
        ServiceLog.begin();
        log.close();
        // Whoever asks AWS next in this process means another place.
        List.of(SFN, SQS, SNS).forEach(System::clearProperty);
    }
}
