package org.trayline.asl.execution;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.trayline.asl.definition.State;
import org.trayline.asl.definition.Timestamps;
import org.trayline.asl.expression.QueryFailed;
import org.trayline.asl.expression.Template;
import org.trayline.asl.json.Json;

/// Waits as Wait states say.
final class Waits {
    private static final long LONGEST_SECONDS = 99_999_999;

    private final Run run;

    Waits(Run run) {
        this.run = run;
    }

    void await(Track track, State.Wait wait) throws StateFault, InterruptedException {
        Duration duration =
                switch (wait.until()) {
                    case State.Seconds(Template template) ->
                            Duration.ofSeconds(seconds(track, wait, template));
                    case State.Timestamp(Template template) ->
                            Duration.between(
                                    run.services().clock().now(), time(track, wait, template));
                };
        run.services().clock().sleep(duration);
    }

    private long seconds(Track track, State.Wait wait, Template template) throws StateFault {
        Object value = evaluate(track, wait, template, "Seconds");
        if (!(value instanceof Number number)) {
            throw run.queryFailed(track, wait, template.unexpected("Seconds", "number", value));
        }
        double seconds = number.doubleValue();
        if (seconds != Math.rint(seconds) || seconds < 0 || seconds > LONGEST_SECONDS) {
            throw run.valueRefused(
                    track,
                    wait,
                    new QueryFailed(
                            "Seconds",
                            "The Seconds field must be an integer between 0 and "
                                    + LONGEST_SECONDS
                                    + " but was: "
                                    + Json.of(value)));
        }
        return (long) seconds;
    }

    private Instant time(Track track, State.Wait wait, Template template) throws StateFault {
        Object value = evaluate(track, wait, template, "Timestamp");
        if (!(value instanceof String text)) {
            throw run.queryFailed(track, wait, template.unexpected("Timestamp", "string", value));
        }
        try {
            return Timestamps.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw run.valueRefused(
                    track,
                    wait,
                    new QueryFailed(
                            "Timestamp",
                            "The Timestamp field cannot be parsed as an ISO-8601 extended offset"
                                    + " date-time format string: "
                                    + text));
        }
    }

    private Object evaluate(Track track, State.Wait wait, Template template, String field)
            throws StateFault {
        if (template instanceof Template.Constant(Object value)) {
            return value;
        }
        return run.evaluate(track, wait, template, field, run.scope(track, wait, Map.of()));
    }
}
