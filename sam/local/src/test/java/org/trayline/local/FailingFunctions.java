package org.trayline.local;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.trayline.asl.task.LambdaFunctions;

/// The real functions, of which some calls of some executions fail or wait.
final class FailingFunctions implements LambdaFunctions {
    private record Fault(String function, String execution, String error, AtomicInteger times) {}

    private final LambdaFunctions real;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile CountDownLatch release = new CountDownLatch(0);
    private volatile String heldExecution = "none";
    private volatile String heldFunction = "none";

    FailingFunctions(LambdaFunctions real) {
        this.real = real;
    }

    /// @param execution its name, which every payload says
    void fail(String function, String execution, String error, int times) {
        faults.put(execution, new Fault(function, execution, error, new AtomicInteger(times)));
    }

    /// Lets one execution's call of a function wait until the latch is open.
    void holdFrom(String execution, String function, CountDownLatch latch) {
        heldExecution = execution;
        heldFunction = function;
        release = latch;
    }

    /// Waits until that call has come.
    void awaitHeld() throws InterruptedException {
        held.await();
    }

    @Override
    public Answer invoke(String function, byte[] payload) throws InterruptedException {
        String text = new String(payload, StandardCharsets.UTF_8);
        for (Fault fault : faults.values()) {
            if (function.contains(fault.function())
                    && text.contains('"' + fault.execution() + '"')
                    && fault.times().getAndDecrement() > 0) {
                return new FunctionError(
                        fault.error(),
                        "the connection was closed",
                        """
                        {"errorMessage":"the connection was closed","errorType":"%s"}"""
                                .formatted(fault.error()));
            }
        }
        if (function.contains(heldFunction) && text.contains('"' + heldExecution + '"')) {
            held.countDown();
            release.await();
        }
        return real.invoke(function, payload);
    }
}
