package org.trayline.tryrelease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.testinvocation.Invocation;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

class TryReleaseHandlerTest {
    private static final String NO_REQUEST =
            """
            {"errorType": "org.trayline.kit.MessageMalformed",
             "errorMessage": "/request/requestId: the ledger has no such request"}""";
    private static final String UNAVAILABLE =
            """
            {"errorType": "org.trayline.meal.order.StoreUnavailable", "errorMessage": "08001"}""";

    /// Of all the others at once.
    private static final String OTHERS =
            """
            {"outcome": "STALE", "errorType": "java.lang.IllegalArgumentException",
             "errorMessage": "no facility synthetic", "also": "/notice: is required",
             "too": "org.trayline.kit.MessageMalformed"}""";

    private final LambdaClient lambda = mock();
    private final List<String> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var headers = exchange.getRequestHeaders();
                    assertTrue(
                            headers.getFirst("Authorization")
                                    .startsWith("AWS4-HMAC-SHA256 Credential=AKID/"),
                            headers.getFirst("Authorization"));
                    told.add(
                            headers.getFirst("X-Amz-Target")
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// @param others what the functions answer but Check Eligibility
    @SuppressWarnings("unchecked")
    private void answers(String eligibility, String others) {
        when(lambda.invoke(any(Consumer.class)))
                .thenAnswer(
                        call -> {
                            InvokeRequest.Builder request = InvokeRequest.builder();
                            ((Consumer<InvokeRequest.Builder>) call.getArgument(0)).accept(request);
                            String function = request.build().functionName();
                            asked.add(function);
                            return InvokeResponse.builder()
                                    .payload(
                                            SdkBytes.fromUtf8String(
                                                    function.equals("CHECK_ELIGIBILITY_ARN")
                                                            ? eligibility
                                                            : others))
                                    .build();
                        });
    }

    private void called() {
        new Invocation(
                        new TryReleaseHandler(
                                new SyntheticTray(lambda, name -> name),
                                new CodeDeploy(
                                        UrlConnectionHttpClient.create(),
                                        StaticCredentialsProvider.create(
                                                AwsBasicCredentials.create("AKID", "secret")),
                                        URI.create(
                                                "http://127.0.0.1:%d/"
                                                        .formatted(server.getAddress().getPort())),
                                        "eu-central-1")))
                .answer("{\"DeploymentId\": \"d-1\", \"LifecycleEventHookExecutionId\": \"h\"}");
    }

    @Test
    void aReleaseWhoseFunctionsLookForTheTrayMayBeCalled() {
        answers(NO_REQUEST, OTHERS);
        called();
        assertEquals(1, told.size());
        assertTrue(
                told.getFirst()
                        .startsWith("CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus {"),
                told::toString);
        assertTrue(told.getFirst().contains("\"status\":\"Succeeded\""), told::toString);
        assertTrue(told.getFirst().contains("\"deploymentId\":\"d-1\""), told::toString);
        assertEquals(
                List.of(
                        "CHECK_ELIGIBILITY_ARN",
                        "COMPOSE_MEAL_ARN",
                        "CREATE_ORDER_ARN",
                        "NOTIFY_STAFF_ARN"),
                asked);
    }

    /// A class that is missing, a login that is refused, a table that is not there.
    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "false, false"})
    void aReleaseOfWhichOneFailsOtherwiseIsNotCalled(boolean eligibility, boolean others) {
        answers(eligibility ? NO_REQUEST : UNAVAILABLE, others ? OTHERS : UNAVAILABLE);
        called();
        assertTrue(told.getFirst().contains("\"status\":\"Failed\""), told::toString);
    }

    @Test
    void anAnswerThatIsNotTakenIsAFault() {
        answers("{}", "{}");
        status = 400;
        assertThrows(IllegalStateException.class, this::called);
    }
}
