package org.trayline.local.template;

import static org.trayline.local.template.Template.asList;
import static org.trayline.local.template.Template.asMap;
import static org.trayline.local.template.Template.required;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the template makes, with every name resolved to what stands for it on this machine.
public final class Stack {
    private static final String ARN = ".Arn";

    private final Template template;
    private final Map<String, String> values;
    private final String region;
    private final String account;

    /// @param values of parameters by name, and of attributes by `Resource.Attribute`; the value of
    ///     a resource itself by its name
    public Stack(Template template, Map<String, String> values, String region, String account) {
        this.template = template;
        this.values = Map.copyOf(values);
        this.region = region;
        this.account = account;
    }

    /// A function as it is deployed.
    ///
    /// @param id the logical id, which is its name here
    /// @param handler the class
    /// @param jar what is uploaded
    public record LambdaFunction(
            String id,
            String handler,
            Path jar,
            Duration timeout,
            Map<String, String> environment) {}

    /// A queue.
    ///
    /// @param deadLetterQueueId null where it has none
    public record SqsQueue(
            String id,
            int visibilityTimeoutSeconds,
            @Nullable String deadLetterQueueId,
            int maxReceiveCount) {}

    /// A queue feeds a function.
    public record QueueSource(
            String functionId, String queueId, int batchSize, int maximumConcurrency) {}

    /// A schedule calls a function.
    ///
    /// @param input JSON, with `<aws.scheduler.scheduled-time>` where the time goes
    public record Schedule(String functionId, Duration rate, String input) {}

    /// The API calls a function.
    ///
    /// @param method such as `GET`
    /// @param path with its parameters' names in braces
    public record ApiRoute(String functionId, String method, String path) {}

    /// The API of the template.
    ///
    /// @param requestsPerSecond more than these are refused
    /// @param requestsAtOnce how many may come together after a pause
    public record Api(List<ApiRoute> routes, double requestsPerSecond, int requestsAtOnce) {}

    /// A rule sends what events say to queues.
    ///
    /// @param pattern per field of an event the values it may have, or a pattern of its fields
    public record EventRule(String id, Map<String, Object> pattern, List<RuleTarget> targets) {}

    /// @param paths per variable where it is in an event, as `$.detail.name`
    /// @param template JSON, with `<variable>` where its value goes
    public record RuleTarget(String queueId, Map<String, String> paths, String template) {}

    /// @param definition Amazon States Language with its substitutions made
    public record Workflow(String id, String definition) {}

    /// The queues, each after the one that its dead letters go to. They are there before anything
    /// that names them, so nothing of them is resolved.
    public static List<SqsQueue> queues(Template template) {
        List<SqsQueue> queues = new ArrayList<>();
        template.resources("AWS::SQS::Queue")
                .forEach(
                        (id, properties) -> {
                            Map<String, Object> redrive = asMap(properties.get("RedrivePolicy"));
                            Object deadLetters = redrive.get("deadLetterTargetArn");
                            queues.add(
                                    new SqsQueue(
                                            id,
                                            (int) properties.getOrDefault("VisibilityTimeout", 30),
                                            deadLetters == null ? null : owner(deadLetters),
                                            (int) redrive.getOrDefault("maxReceiveCount", 0)));
                        });
        queues.sort(Comparator.comparing(queue -> queue.deadLetterQueueId() != null));
        return queues;
    }

    /// The logical ids of the topics.
    public static List<String> topics(Template template) {
        return List.copyOf(template.resources("AWS::SNS::Topic").keySet());
    }

    /// The logical id of the workflow.
    public static String workflowId(Template template) {
        return template.resources("AWS::Serverless::StateMachine").keySet().iterator().next();
    }

    public List<LambdaFunction> functions() {
        return template.resources("AWS::Serverless::Function").entrySet().stream()
                .map(entry -> function(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The one of that logical id.
    public LambdaFunction function(String id) {
        Map<String, Object> properties = template.resources("AWS::Serverless::Function").get(id);
        if (properties == null) {
            throw new IllegalArgumentException("the template has no function " + id);
        }
        return function(id, properties);
    }

    private LambdaFunction function(String id, Map<String, Object> properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Map<String, Object> part : List.of(template.functionGlobals(), properties)) {
            asMap(asMap(part.get("Environment")).get("Variables"))
                    .forEach((name, value) -> environment.put(name, text(value)));
        }
        Map<String, Object> all = new LinkedHashMap<>(template.functionGlobals());
        all.putAll(properties);
        return new LambdaFunction(
                id,
                text(required(properties, "Handler")),
                template.resolve(text(required(properties, "CodeUri"))),
                Duration.ofSeconds(Long.parseLong(text(required(all, "Timeout")))),
                environment);
    }

    public List<QueueSource> queueSources() {
        return events("SQS")
                .map(
                        event ->
                                new QueueSource(
                                        event.functionId(),
                                        owner(event.property("Queue")),
                                        number(event.property("BatchSize")),
                                        number(
                                                required(
                                                        asMap(event.property("ScalingConfig")),
                                                        "MaximumConcurrency"))))
                .toList();
    }

    /// One stage's settings, for every path and method.
    public Api api() {
        Map<String, Object> properties =
                template.resources("AWS::Serverless::Api").values().iterator().next();
        Map<String, Object> settings =
                asMap(asList(required(properties, "MethodSettings")).getFirst());
        return new Api(
                apiRoutes(),
                number(required(settings, "ThrottlingRateLimit")),
                number(required(settings, "ThrottlingBurstLimit")));
    }

    /// The paths of the API, of whichever function.
    private List<ApiRoute> apiRoutes() {
        return events("Api")
                .map(
                        event ->
                                new ApiRoute(
                                        event.functionId(),
                                        text(event.property("Method")).toUpperCase(Locale.ROOT),
                                        text(event.property("Path"))))
                .toList();
    }

    public List<EventRule> eventRules() {
        return template.resources("AWS::Events::Rule").entrySet().stream()
                .map(
                        rule ->
                                new EventRule(
                                        rule.getKey(),
                                        asMap(resolved(required(rule.getValue(), "EventPattern"))),
                                        asList(required(rule.getValue(), "Targets")).stream()
                                                .map(target -> ruleTarget(asMap(target)))
                                                .toList()))
                .toList();
    }

    private RuleTarget ruleTarget(Map<String, Object> target) {
        Map<String, Object> transformer = asMap(required(target, "InputTransformer"));
        Map<String, String> paths = new LinkedHashMap<>();
        asMap(required(transformer, "InputPathsMap"))
                .forEach((name, path) -> paths.put(name, text(path)));
        return new RuleTarget(
                owner(required(target, "Arn")),
                paths,
                text(required(transformer, "InputTemplate")));
    }

    /// With every intrinsic function in it replaced by what it stands for.
    private Object resolved(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                asMap(map).forEach((name, part) -> copy.put(name, resolved(part)));
                yield copy;
            }
            case List<?> list -> list.stream().map(part -> resolved((Object) part)).toList();
            default -> text(value);
        };
    }

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) minutes?\\)");

    /// Only those of a rate: the sweep opens what a schedule by the clock opens, a little later.
    public List<Schedule> schedules() {
        return events("ScheduleV2")
                .filter(event -> !text(event.property("ScheduleExpression")).startsWith("cron("))
                .map(this::schedule)
                .toList();
    }

    private Schedule schedule(Event event) {
        String expression = text(event.property("ScheduleExpression"));
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException(
                    "one machine keeps only rate(N minutes), not " + expression);
        }
        return new Schedule(
                event.functionId(),
                Duration.ofMinutes(Long.parseLong(rate.group(1))),
                text(event.property("Input")));
    }

    private record Event(String functionId, Map<String, Object> properties) {
        Object property(String name) {
            return required(properties, name);
        }
    }

    /// What calls functions, of one type.
    private Stream<Event> events(String type) {
        return template.resources("AWS::Serverless::Function").entrySet().stream()
                .flatMap(
                        function ->
                                asMap(function.getValue().get("Events")).values().stream()
                                        .map(Template::asMap)
                                        .filter(event -> type.equals(event.get("Type")))
                                        .map(event -> asMap(event.get("Properties")))
                                        .map(event -> new Event(function.getKey(), event)));
    }

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    public Workflow workflow() throws IOException {
        Map.Entry<String, Map<String, Object>> machine =
                template.resources("AWS::Serverless::StateMachine").entrySet().iterator().next();
        Map<String, Object> substitutions =
                asMap(machine.getValue().get("DefinitionSubstitutions"));
        Path file = template.resolve(text(required(machine.getValue(), "DefinitionUri")));
        String definition =
                SUBSTITUTION
                        .matcher(Files.readString(file))
                        .replaceAll(
                                match ->
                                        Matcher.quoteReplacement(
                                                text(required(substitutions, match.group(1)))));
        return new Workflow(machine.getKey(), definition);
    }

    private String text(Object value) {
        return Template.text(value, this::reference);
    }

    private int number(Object value) {
        return Integer.parseInt(text(value));
    }

    /// The resource whose attribute this is.
    private static String owner(Object value) {
        return Template.text(value, name -> name.substring(0, name.indexOf('.')));
    }

    private String reference(String name) {
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        if (name.equals("AWS::Region")) {
            return region;
        }
        if (name.equals("AWS::URLSuffix")) {
            return "amazonaws.com";
        }
        if (name.endsWith(ARN)) {
            return "arn:aws:lambda:%s:%s:function:%s"
                    .formatted(region, account, name.substring(0, name.length() - ARN.length()));
        }
        String standard = template.parameterDefault(name);
        if (standard == null) {
            throw new IllegalArgumentException(
                    "the template needs a value for " + name + ", which one machine does not give");
        }
        return standard;
    }
}
