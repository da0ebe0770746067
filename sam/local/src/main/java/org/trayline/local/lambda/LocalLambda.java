package org.trayline.local.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.local.template.Stack;

/// All functions of the template, called with the bytes that Lambda would give them.
public final class LocalLambda implements LambdaFunctions, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NOT_FOUND = 404;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, LocalFunction> byName;

    public LocalLambda(
            List<Stack.LambdaFunction> functions, FunctionLog log, Environments environments) {
        this.byName =
                functions.stream()
                        .collect(
                                Collectors.toMap(
                                        Stack.LambdaFunction::id,
                                        function ->
                                                new LocalFunction(
                                                        function, log, threads, environments)));
    }

    /// @param function a name or an ARN, with or without an alias
    @Override
    public Answer invoke(String function, byte[] payload) throws InterruptedException {
        LocalFunction called = byName.get(name(function));
        if (called == null) {
            return new ServiceFault(
                    "ResourceNotFoundException",
                    "Function not found: " + function,
                    NOT_FOUND,
                    "local");
        }
        try {
            return new Returned(called.call(payload), "$LATEST");
        } catch (ExecutionException e) {
            return error(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return new FunctionError("Sandbox.Timedout", "Task timed out", "{}");
        }
    }

    private static String name(String function) {
        String marker = ":function:";
        int at = function.indexOf(marker);
        String name = at < 0 ? function : function.substring(at + marker.length());
        int alias = name.indexOf(':');
        return alias < 0 ? name : name.substring(0, alias);
    }

    /// As the Java runtime of Lambda reports what a handler threw.
    private static FunctionError error(Throwable thrown) {
        if (thrown instanceof FaultReport fault) {
            return new FunctionError(fault.type(), fault.getMessage(), fault.json());
        }
        ObjectNode report = JSON.createObjectNode();
        report.put("errorMessage", thrown.getMessage());
        report.put("errorType", thrown.getClass().getName());
        return new FunctionError(
                thrown.getClass().getName(), thrown.getMessage(), report.toString());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        byName.values().forEach(LocalFunction::close);
    }
}
