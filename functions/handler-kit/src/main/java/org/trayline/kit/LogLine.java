package org.trayline.kit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the log says of one invocation, as it becomes known, and in the end one line of JSON: ids,
/// codes and numbers, never what a message says. What is not known is not there
/// (schema/messages/log-line.json). Not for several threads.
///
/// The one place where a function looks at the machine's clock: for the log, never for a meal.
public final class LogLine implements AutoCloseable {
    /// Characters of our ids, codes, routes and dates. Whatever else someone has put in their place
    /// may be about a patient, and is left out.
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9 ._:/{}-]{1,120}");

    private static final Pattern EXECUTION_NAME = Pattern.compile("[A-Za-z0-9._-]{1,80}");

    /// The invocation that this thread is in, so that what a library says meanwhile bears its ids.
    private static final ThreadLocal<@Nullable LogLine> CURRENT = new ThreadLocal<>();

    private final LambdaLogger logger;
    private final String function;
    private final @Nullable String state;
    private final Metrics metrics = new Metrics();
    private final long startNanos = System.nanoTime();
    private @Nullable String executionName;
    private @Nullable UUID requestId;
    private @Nullable String subject;
    private @Nullable String outcome;
    private boolean failed;

    private LogLine(Context context, @Nullable String state) {
        this.logger = context.getLogger();
        this.function = context.getFunctionName();
        this.state = state;
    }

    /// Begins the line of an invocation on this thread; to be closed, which writes it.
    ///
    /// @param state of the workflow that the function is; null where it is none
    public static LogLine begin(Context context, @Nullable String state) {
        LogLine line = new LogLine(context, state);
        CURRENT.set(line);
        return line;
    }

    static @Nullable LogLine current() {
        return CURRENT.get();
    }

    /// @param name null where no execution is known
    public LogLine execution(@Nullable String name) {
        executionName = name != null && EXECUTION_NAME.matcher(name).matches() ? name : null;
        return this;
    }

    /// The tray request: one id from the request to the notice.
    ///
    /// @param id null where it is about none that is known
    public LogLine request(@Nullable UUID id) {
        requestId = id;
        return this;
    }

    /// The workflow's count of retries of this state before this call.
    ///
    /// @param count null where the workflow does not say
    public LogLine retry(@Nullable Integer count) {
        return count == null || count == 0 ? this : count("retries", 1);
    }

    /// What else it is about: a message, a route, a day of a facility.
    public LogLine subject(String text) {
        subject = HARMLESS.matcher(text).matches() ? text : null;
        return this;
    }

    /// @param code what came of it
    public LogLine outcome(String code) {
        outcome = code;
        return this;
    }

    /// It ends by this fault.
    public LogLine fault(Throwable fault) {
        failed = true;
        return outcome(fault.getClass().getName());
    }

    /// Adds to a metric that is counted.
    ///
    /// @param metric as schema/messages/log-line.json names it
    public LogLine count(String metric, long number) {
        metrics.count(metric, number);
        return this;
    }

    /// A metric of milliseconds.
    public LogLine millis(String metric, Duration took) {
        metrics.millis(metric, took);
        return this;
    }

    /// One more value of a metric that has no unit of CloudWatch's.
    public LogLine value(String metric, long value) {
        metrics.value(metric, value);
        return this;
    }

    LambdaLogger logger() {
        return logger;
    }

    /// What is known before the end, for a line that a library's word makes.
    JsonLine begun(Instant time, String level) {
        return new JsonLine(time, level)
                .put("function", function)
                .put("executionName", executionName)
                .put("requestId", requestId)
                .put("state", state);
    }

    @Override
    public void close() {
        CURRENT.remove();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        JsonLine line =
                begun(now, failed ? "ERROR" : "INFO")
                        .put("subject", subject)
                        .put("outcome", outcome)
                        .put("ms", JsonLine.millis(took));
        metrics.writeTo(line, now);
        logger.log(line.bytes());
    }
}
