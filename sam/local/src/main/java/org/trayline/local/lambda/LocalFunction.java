package org.trayline.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.trayline.local.template.Stack;

/// One function with its execution environments: each serves one call at a time, and is made when a
/// call finds none free, as on Lambda.
final class LocalFunction implements AutoCloseable {
    private final Stack.LambdaFunction function;
    private final FunctionLog log;
    private final ExecutorService threads;
    private final Environments environments;
    private final Semaphore concurrency;
    private final Queue<RequestStreamHandler> idle = new ConcurrentLinkedQueue<>();

    /// @param environments of whose concurrency further calls wait
    LocalFunction(
            Stack.LambdaFunction function,
            FunctionLog log,
            ExecutorService threads,
            Environments environments) {
        this.function = function;
        this.log = log;
        this.threads = threads;
        this.environments = environments;
        this.concurrency = new Semaphore(environments.concurrency(), true);
    }

    /// Calls the handler and answers with what it wrote.
    ///
    /// @throws ExecutionException with what the handler threw
    /// @throws TimeoutException after the function's timeout; its environment is given up
    String call(byte[] payload) throws InterruptedException, ExecutionException, TimeoutException {
        concurrency.acquire();
        boolean givenBack = false;
        try {
            RequestStreamHandler environment = idle.poll();
            Call call = new Call(environment, payload);
            Future<String> answer = threads.submit(call);
            try {
                String written = answer.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
                givenBack = true;
                return written;
            } catch (ExecutionException e) {
                givenBack = true;
                throw e;
            } finally {
                if (givenBack) {
                    call.giveBack();
                } else {
                    answer.cancel(true);
                }
            }
        } finally {
            concurrency.release();
        }
    }

    private final class Call implements Callable<String> {
        private final byte[] payload;
        private volatile @Nullable RequestStreamHandler environment;

        Call(@Nullable RequestStreamHandler environment, byte[] payload) {
            this.environment = environment;
            this.payload = payload;
        }

        @Override
        public String call() throws IOException {
            RequestStreamHandler handler = environment;
            if (handler == null) {
                handler = environments.factory().start(function);
                environment = handler;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(payload),
                    out,
                    new LocalContext(function.id(), function.timeout(), log));
            return out.toString(StandardCharsets.UTF_8);
        }

        void giveBack() {
            RequestStreamHandler handler = environment;
            if (handler != null) {
                idle.add(handler);
            }
        }
    }

    /// Ends the environments, whose connections would otherwise outlive the services.
    @Override
    public void close() {
        for (RequestStreamHandler environment = idle.poll();
                environment != null;
                environment = idle.poll()) {
            if (environment instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    System.getLogger(LocalFunction.class.getName())
                            .log(System.Logger.Level.WARNING, function.id() + " did not end", e);
                }
            }
        }
    }
}
