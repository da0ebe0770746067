package org.trayline.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.InvocationTargetException;
import org.trayline.kit.Settings;
import org.trayline.local.template.Stack;

/// Makes the execution environments of functions.
///
/// @param concurrency how many of one function there are at most
public record Environments(Factory factory, int concurrency) {
    /// An environment serves one call at a time; one that is [AutoCloseable] is closed in the end.
    public interface Factory {
        RequestStreamHandler start(Stack.LambdaFunction function);
    }

    /// In this process: instances of the handlers.
    public static Environments inProcess(int concurrency) {
        return new Environments(Environments::handler, concurrency);
    }

    private static RequestStreamHandler handler(Stack.LambdaFunction function) {
        try {
            return Class.forName(function.handler())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Settings.class)
                    .newInstance(Settings.of(function.environment()));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(function.id() + " does not start", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the template's handler of " + function.id() + " cannot be made", e);
        }
    }
}
