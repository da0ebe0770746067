package org.trayline.asl.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.asl.task.LambdaFunctions.Answer;
import org.trayline.asl.task.LambdaFunctions.FunctionError;
import org.trayline.asl.task.LambdaFunctions.Returned;
import org.trayline.asl.task.LambdaFunctions.ServiceFault;

/// The Invoke API as the AWS Lambda API reference has it, against a server of this test.
final class LambdaInvokeApiIT {
    private static final byte[] EVENT = "{\"tray\":1}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer lambda =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final LambdaInvokeApi api;

    LambdaInvokeApiIT() throws IOException {
        lambda.start();
        api = new LambdaInvokeApi(URI.create("http://127.0.0.1:" + lambda.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        api.close();
        lambda.stop(0);
    }

    @Test
    void givesWhatTheFunctionReturned() throws InterruptedException {
        answer(200, "[true]", "X-Amz-Executed-Version", "12");

        assertEquals(new Returned("[true]", "12"), invoke("f:live"));
    }

    @Test
    void tellsAFunctionsError() throws InterruptedException {
        answer(
                200,
                "{\"errorType\":\"Spilt\",\"errorMessage\":\"soup\"}",
                "X-Amz-Function-Error",
                "Unhandled");

        FunctionError error = assertInstanceOf(FunctionError.class, invoke("f"));
        assertEquals("Spilt", error.errorType());
        assertEquals("soup", error.errorMessage());
    }

    @Test
    void tellsAFaultOfTheService() throws InterruptedException {
        answer(
                429,
                "{\"Message\":\"Rate exceeded\"}",
                "x-amzn-ErrorType",
                "TooManyRequestsException:http://internal.amazon.com/");

        assertEquals(
                new ServiceFault("TooManyRequestsException", "Rate exceeded", 429, ""),
                invoke("f"));
    }

    @Test
    void tellsThatNobodyListens() throws InterruptedException {
        lambda.stop(0);

        ServiceFault fault = assertInstanceOf(ServiceFault.class, invoke("f"));
        assertEquals("SdkClientException", fault.errorCode());
    }

    private Answer invoke(String function) throws InterruptedException {
        return api.invoke(function, EVENT);
    }

    private void answer(int status, String body, String header, String value) {
        lambda.createContext(
                "/2015-03-31/functions/",
                exchange -> {
                    try (exchange) {
                        exchange.getRequestBody().readAllBytes();
                        exchange.getResponseHeaders().set(header, value);
                        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
    }
}
