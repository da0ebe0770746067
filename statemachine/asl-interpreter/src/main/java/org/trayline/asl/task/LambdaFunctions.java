package org.trayline.asl.task;

import org.jspecify.annotations.Nullable;

/// The port through which Task states call functions. Implementations serve many threads at once.
public interface LambdaFunctions {
    /// Calls a function and waits for its answer.
    ///
    /// @param function a function's name or ARN, with `:qualifier` if the workflow gave one
    /// @param payload the event, JSON in UTF-8
    /// @throws InterruptedException if the workflow gave up on the call; nobody reads its answer
    Answer invoke(String function, byte[] payload) throws InterruptedException;

    sealed interface Answer {}

    /// The function returned.
    ///
    /// @param payload what it returned, JSON; empty means null
    /// @param executedVersion the version that ran, for instance `$LATEST`
    record Returned(String payload, String executedVersion) implements Answer {}

    /// The function threw; the workflow sees the error type as the error's name.
    ///
    /// @param errorType null if the runtime named none, as after a crash
    /// @param payload the error as Lambda reports it, JSON
    record FunctionError(@Nullable String errorType, @Nullable String errorMessage, String payload)
            implements Answer {}

    /// Lambda itself refused or failed, for instance with `TooManyRequestsException`; the workflow
    /// sees the code as `Lambda.TooManyRequestsException`.
    ///
    /// @param statusCode the HTTP status, for instance 429
    record ServiceFault(String errorCode, String message, int statusCode, String requestId)
            implements Answer {}
}
