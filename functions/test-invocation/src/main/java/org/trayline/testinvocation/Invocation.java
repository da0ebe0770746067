package org.trayline.testinvocation;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls a handler with JSON bytes, as Lambda does, and keeps what it logs.
public final class Invocation {
    private final RequestStreamHandler handler;
    private final List<String> log = new ArrayList<>();

    /// @param handler a RequestStreamHandler; not typed as one, so that a test does not depend on
    ///     Lambda's interfaces
    public Invocation(Object handler) {
        this.handler = (RequestStreamHandler) handler;
    }

    /// What the handler writes; what it throws is thrown.
    public String answer(String json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    out,
                    new CallContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The lines it has logged.
    public List<String> log() {
        return List.copyOf(log);
    }

    private final class CallContext implements Context, LambdaLogger {
        @Override
        public void log(String message) {
            log.add(message);
        }

        @Override
        public void log(byte[] message) {
            log.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public LambdaLogger getLogger() {
            return this;
        }

        @Override
        public String getAwsRequestId() {
            return "00000000-0000-0000-0000-000000000000";
        }

        @Override
        public String getLogGroupName() {
            return "";
        }

        @Override
        public String getLogStreamName() {
            return "";
        }

        @Override
        public String getFunctionName() {
            return "function";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "";
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 30_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 1024;
        }
    }
}
