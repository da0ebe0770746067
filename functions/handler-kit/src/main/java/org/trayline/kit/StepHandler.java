package org.trayline.kit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A Lambda function of one message in, one message out: read strictly, answer, log one line.
/// Faults leave it as they are, since the workflow retries by their class names.
///
/// @param <I> a record
/// @param <O> a record
public abstract class StepHandler<I extends Versioned, O> implements RequestStreamHandler {
    private final Class<I> inputType;

    protected StepHandler(Class<I> inputType) {
        this.inputType = inputType;
    }

    /// Answers one message.
    protected abstract O answer(I input);

    /// What the log says the message was about: ids only.
    protected abstract String subject(I input);

    /// What the log says came of it: a code.
    protected abstract String outcome(O output);

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        long start = System.nanoTime();
        String subject = null;
        String outcome = "";
        try {
            I input = StrictJson.read(in.readAllBytes(), inputType);
            Versioned.requireKnown(input.schemaVersion());
            subject = subject(input);
            O output = answer(input);
            outcome = outcome(output);
            out.write(StrictJson.write(output));
        } catch (RuntimeException fault) {
            outcome = fault.getClass().getName();
            throw fault;
        } finally {
            log(context, subject, outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void log(
            Context context, @Nullable String subject, String outcome, Duration took) {
        context.getLogger()
                .log(new LogLine(context.getFunctionName(), subject, outcome, took).json());
    }
}
