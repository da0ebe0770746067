package org.trayline.migrateondeploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trayline.testinvocation.Invocation;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class MigrateOnDeployHandlerTest {
    private final SecretsManagerClient secrets = mock();
    private final LambdaClient lambda = mock();
    private final List<String> told = new ArrayList<>();
    private final List<String> payloads = new ArrayList<>();
    private HttpServer cloudFormation;

    @BeforeEach
    @SuppressWarnings("unchecked")
    void start() throws IOException {
        cloudFormation =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudFormation.createContext(
                "/answer",
                exchange -> {
                    told.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        cloudFormation.start();
        when(secrets.getSecretValue(any(Consumer.class)))
                .thenReturn(
                        GetSecretValueResponse.builder()
                                .secretString(
                                        "{\"username\": \"trayline_admin\", \"password\": \"p\\\"w\"}")
                                .build());
    }

    @AfterEach
    void stop() {
        cloudFormation.stop(0);
    }

    @SuppressWarnings("unchecked")
    private void migrates(InvokeResponse response) {
        when(lambda.invoke(any(Consumer.class)))
                .thenAnswer(
                        call -> {
                            InvokeRequest.Builder request = InvokeRequest.builder();
                            ((Consumer<InvokeRequest.Builder>) call.getArgument(0)).accept(request);
                            payloads.add(
                                    request.build().functionName()
                                            + " "
                                            + request.build().payload().asUtf8String());
                            return response;
                        });
    }

    private Invocation asked(String type) {
        Invocation invocation =
                new Invocation(
                        new MigrateOnDeployHandler(
                                new Migration(secrets, lambda, "secret", "migrate")));
        invocation.answer(
                """
                {"RequestType": "%s", "ResponseURL": "http://127.0.0.1:%d/answer", "StackId": "s",
                 "RequestId": "r", "LogicalResourceId": "Migration", "ResourceProperties": {}}"""
                        .formatted(type, cloudFormation.getAddress().getPort()));
        return invocation;
    }

    @Test
    void aDeploymentMigratesWithTheSecretAndIsToldTheVersion() {
        migrates(
                InvokeResponse.builder()
                        .payload(
                                SdkBytes.fromUtf8String(
                                        "{\"schemaVersion\": 1, \"version\": \"008\"}"))
                        .build());
        Invocation invocation = asked("Update");
        assertEquals(
                List.of(
                        "migrate {\"password\":\"p\\\"w\",\"schemaVersion\":1,\"user\":\"trayline_admin\"}"),
                payloads);
        assertEquals(
                List.of(
                        "PUT {\"Data\":{\"Version\":\"008\"},\"LogicalResourceId\":\"Migration\","
                                + "\"PhysicalResourceId\":\"trayline-schema\",\"RequestId\":\"r\","
                                + "\"StackId\":\"s\",\"Status\":\"SUCCESS\"}"),
                told);
        assertFalse(invocation.log().toString().contains("p\\\"w"), invocation.log()::toString);
    }

    /// A deployment that is not told of a failure waits for an hour.
    @Test
    void aMigrationThatFailsFailsTheDeploymentAndSaysWhy() {
        migrates(
                InvokeResponse.builder()
                        .functionError("Unhandled")
                        .payload(
                                SdkBytes.fromUtf8String(
                                        "{\"errorType\": \"FlywayException\", \"errorMessage\": \"V009\"}"))
                        .build());
        asked("Create");
        assertTrue(told.getFirst().contains("\"Status\":\"FAILED\""), told::toString);
        assertTrue(
                told.getFirst().contains("the migration failed: FlywayException: V009"),
                told::toString);
    }

    @Test
    void aStackThatGoesLeavesTheDatabaseAlone() {
        asked("Delete");
        verifyNoInteractions(secrets, lambda);
        assertTrue(told.getFirst().contains("\"Status\":\"SUCCESS\""), told::toString);
    }
}
