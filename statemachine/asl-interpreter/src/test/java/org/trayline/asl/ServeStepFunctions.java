package org.trayline.asl;

import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.trayline.asl.task.LambdaInvokeApi;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.asl.wire.StepFunctionsServer;

/// Serves the wire API until it is stopped, for runners of recorded cases and for load.
///
/// Run it with `./mvnw -pl statemachine/asl-interpreter test-compile exec:exec@serve`.
///
/// Arguments: the port (8083), the Lambda endpoint (`http://127.0.0.1:9101`).
public final class ServeStepFunctions {
    private ServeStepFunctions() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8083;
        URI lambda = URI.create(arguments.length > 1 ? arguments[1] : "http://127.0.0.1:9101");
        try (LambdaInvokeApi functions = new LambdaInvokeApi(lambda);
                StepFunctions engine =
                        new StepFunctions(
                                functions,
                                new SystemWorkflowClock(),
                                new Random(),
                                Settings.DEFAULT,
                                _ -> {});
                StepFunctionsServer server = new StepFunctionsServer(engine, port)) {
            System.out.println("Step Functions at " + server.endpoint());
            new CountDownLatch(1).await();
        }
    }
}
