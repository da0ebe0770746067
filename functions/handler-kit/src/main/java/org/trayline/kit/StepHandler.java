package org.trayline.kit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// A Lambda function of one message in, one message out: read strictly, answer, log one line.
/// Faults leave it as they are, since the workflow retries by their class names.
///
/// @param <I> a record
/// @param <O> a record
public abstract class StepHandler<I extends Versioned, O> implements RequestStreamHandler {
    private static final byte[] NOTHING = {'{', '}'};

    private final Class<I> inputType;
    private final @Nullable String state;

    /// Kept, since CRaC's context does not.
    @SuppressWarnings("unused")
    private final Snapshot snapshot;

    protected StepHandler(Class<I> inputType) {
        this(inputType, null);
    }

    /// @param state of the workflow that this function is; null where it is none
    protected StepHandler(Class<I> inputType, @Nullable String state) {
        LibraryLog.install();
        this.inputType = inputType;
        this.state = state;
        this.snapshot = Snapshot.priming(() -> StrictJson.read(NOTHING, inputType));
    }

    /// Answers one message.
    ///
    /// @param log to be told what the message is about, then what came of it
    protected abstract O answer(I input, LogLine log);

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        try (LogLine log = LogLine.begin(context, state)) {
            try {
                I input = StrictJson.read(in.readAllBytes(), inputType);
                Versioned.requireKnown(input.schemaVersion());
                out.write(StrictJson.write(answer(input, log)));
            } catch (IOException | RuntimeException | Error fault) {
                log.fault(fault);
                throw fault;
            }
        }
    }
}
