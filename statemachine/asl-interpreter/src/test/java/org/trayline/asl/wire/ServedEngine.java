package org.trayline.asl.wire;

import java.io.IOException;
import java.util.Map;
import org.trayline.asl.Engine;
import org.trayline.asl.ScriptedFunctions;
import org.trayline.asl.time.SystemWorkflowClock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/// An engine behind the wire API, and the unchanged SDK client that talks to it.
final class ServedEngine implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::000000000000:role/any";

    private final ScriptedFunctions functions = new ScriptedFunctions(Map.of());
    private final Engine engine = new Engine(functions, new SystemWorkflowClock());
    private final StepFunctionsServer server;
    private final SfnClient client;

    ServedEngine() throws IOException {
        server = new StepFunctionsServer(engine.stepFunctions(), 0);
        client =
                SfnClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("any", "any")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
    }

    SfnClient client() {
        return client;
    }

    ScriptedFunctions functions() {
        return functions;
    }

    StepFunctionsServer server() {
        return server;
    }

    String machine(String name, String definition) {
        return client.createStateMachine(
                        request -> request.name(name).roleArn(ROLE).definition(definition))
                .stateMachineArn();
    }

    /// Runs an execution to its end and gives its ARN.
    String run(String machine, String name) throws InterruptedException {
        String arn =
                client.startExecution(
                                request -> request.stateMachineArn(machine).name(name).input("{}"))
                        .executionArn();
        engine.awaitEnd();
        return arn;
    }

    void awaitEnd() throws InterruptedException {
        engine.awaitEnd();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        engine.close();
    }
}
