package org.trayline.asl.definition;

/// What a Task calls.
public sealed interface Resource {
    /// `arn:aws:states:::lambda:invoke`: the arguments name the function and hold its payload.
    record LambdaInvoke() implements Resource {}

    /// A function's own ARN: the arguments are its payload.
    record FunctionArn(String arn) implements Resource {}
}
