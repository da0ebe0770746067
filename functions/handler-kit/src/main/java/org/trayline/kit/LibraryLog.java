package org.trayline.kit;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.time.temporal.ChronoUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/// What libraries say when something is wrong, each a line of JSON in the log of the invocation
/// that their thread is in. All of them end up in `java.util.logging`: SLF4J is bound to it, the
/// PostgreSQL driver and the JDK use it. Of what was thrown only the classes are told: the text of
/// a database's error quotes rows.
public final class LibraryLog extends Handler {
    private static final int MESSAGE_LENGTH = 1000;

    private static volatile @Nullable LambdaLogger elsewhere;

    private final SimpleFormatter formatter = new SimpleFormatter();

    private LibraryLog() {}

    /// From now on this process's libraries log so, and nothing below a warning.
    public static synchronized void install() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof LibraryLog) {
                return;
            }
            root.removeHandler(handler);
        }
        root.addHandler(new LibraryLog());
        root.setLevel(Level.WARNING);
    }

    /// Where that goes which is said outside of any invocation; on Lambda, the function's log.
    public static void elsewhere(LambdaLogger logger) {
        elsewhere = logger;
    }

    @Override
    public void publish(LogRecord said) {
        if (said.getLevel().intValue() < Level.WARNING.intValue()) {
            return;
        }
        LogLine invocation = LogLine.current();
        log(invocation)
                .log(
                        begun(said, invocation)
                                .put("logger", said.getLoggerName())
                                .put("message", message(said))
                                .put("thrown", classes(said.getThrown()))
                                .bytes());
    }

    private static LambdaLogger log(@Nullable LogLine invocation) {
        LambdaLogger other = elsewhere;
        if (invocation != null) {
            return invocation.logger();
        }
        return other == null ? LambdaRuntime.getLogger() : other;
    }

    private static JsonLine begun(LogRecord said, @Nullable LogLine invocation) {
        var time = said.getInstant().truncatedTo(ChronoUnit.MILLIS);
        String level = said.getLevel().intValue() < Level.SEVERE.intValue() ? "WARN" : "ERROR";
        return invocation == null ? new JsonLine(time, level) : invocation.begun(time, level);
    }

    private String message(LogRecord said) {
        String message = formatter.formatMessage(said);
        return message.substring(0, Math.min(message.length(), MESSAGE_LENGTH));
    }

    /// From what was thrown to what it was thrown for.
    private static @Nullable String classes(@Nullable Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        StringBuilder classes = new StringBuilder(thrown.getClass().getName());
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            classes.append(" < ").append(cause.getClass().getName());
        }
        return classes.toString();
    }

    @Override
    public void flush() {
        // Every line is written as it comes.
    }

    @Override
    public void close() {
        // What it writes to is others'.
    }
}
