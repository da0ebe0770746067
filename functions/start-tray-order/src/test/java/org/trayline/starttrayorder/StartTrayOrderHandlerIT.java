package org.trayline.starttrayorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.kit.Settings;
import org.trayline.testinvocation.AwsEndpoint;
import org.trayline.testinvocation.AwsEndpoint.Answer;
import org.trayline.testinvocation.Invocation;

class StartTrayOrderHandlerIT {
    private static final Answer STARTED =
            new Answer(200, "{\"executionArn\":\"arn:x\",\"startDate\":1790000000}");

    private final AwsEndpoint aws =
            new AwsEndpoint().takingMessagesBut().on("StartExecution", request -> STARTED);
    private final Invocation invocation =
            new Invocation(
                    new StartTrayOrderHandler(
                            Settings.of(
                                    Map.of(
                                            "STATE_MACHINE_ARN",
                                            "arn:aws:states:us-east-1:000000000000:stateMachine:t",
                                            "DEAD_LETTER_QUEUE_URL",
                                            aws.url() + "/dlq"))));

    @AfterEach
    void close() {
        aws.close();
    }

    private static String request(int number) {
        return """
               {"schemaVersion":1,"requestId":"00000000-0000-5000-8000-00000000000%d","attempt":2,\
               "source":"SCHEDULED","facilityId":"f1","patientId":"p1","serviceDate":"2026-11-19",\
               "mealPeriod":"LUNCH"}"""
                .formatted(number);
    }

    /// The messages `m1`, `m2` and so on, as SQS hands them over.
    private static String batch(String... bodies) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < bodies.length; i++) {
            records.append(i == 0 ? "" : ",")
                    .append(
                            "{\"messageId\":\"m%d\",\"eventSource\":\"aws:sqs\",\"body\":\""
                                    .formatted(i + 1))
                    .append(bodies[i].replace("\"", "\\\""))
                    .append("\"}");
        }
        return "{\"Records\":[" + records + "]}";
    }

    private static String failures(String... ids) {
        return "{\"batchItemFailures\":["
                + String.join(
                        ",",
                        List.of(ids).stream()
                                .map(id -> "{\"itemIdentifier\":\"" + id + "\"}")
                                .toList())
                + "]}";
    }

    @Test
    void startsAnExecutionPerMessageByTheNameOfItsRequestAndAttempt() {
        assertEquals(failures(), invocation.answer(batch(request(1), request(2))));
        List<String> started = aws.requests("StartExecution");
        assertEquals(2, started.size());
        assertTrue(
                started.getFirst().contains("\"name\":\"00000000-0000-5000-8000-000000000001-2\""),
                started.getFirst());
        assertTrue(
                started.getFirst().contains("\\\"mealPeriod\\\":\\\"LUNCH\\\""),
                started.getFirst());
        assertEquals(List.of(), aws.messages());
    }

    @Test
    void anExecutionThatExistsIsSuccess() {
        aws.on(
                "StartExecution",
                request -> new Answer(400, "{\"__type\":\"ExecutionAlreadyExists\"}"));
        assertEquals(failures(), invocation.answer(batch(request(1))));
    }

    @Test
    void onlyTheMessagesThatFailedGoBackToTheQueue() {
        aws.on(
                "StartExecution",
                request ->
                        request.contains("000000000002-2")
                                ? new Answer(400, "{\"__type\":\"StateMachineDoesNotExist\"}")
                                : STARTED);
        assertEquals(failures("m2"), invocation.answer(batch(request(1), request(2), request(3))));
        assertEquals(3, aws.requests("StartExecution").size());
        assertEquals(3, invocation.log().size());
        assertTrue(invocation.log().get(0).contains("\"subject\":\"m1\",\"outcome\":\"DONE\""));
        assertTrue(invocation.log().get(1).contains("StateMachineDoesNotExistException"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "LUNCH"           | "SUPPER"          | /mealPeriod: must be one of [BREAKFAST, LUNCH, DINNER]
                    "patientId":"p1", | ~~                | /patientId: is required
                    "attempt"         | "attemt"          | /attempt: is required
                    "schemaVersion":1 | "schemaVersion":9 | /schemaVersion: version 9 is not known; known: 1
                    "source"          | "name":"J","source" | /name: is no field of this message
                    """)
    void aMalformedMessageGoesToTheDlqAtOnceWithTheReason(
            String part, String instead, String reason) {
        String malformed = request(1).replace(part, instead);
        assertEquals(failures(), invocation.answer(batch(malformed, request(2))));
        assertEquals(List.of(malformed), aws.messages());
        String sent = aws.requests("SendMessageBatch").getFirst();
        assertTrue(sent.contains("\"StringValue\":\"" + reason + "\""), sent);
        assertTrue(sent.contains("\"StringValue\":\"m1\""), sent);
        assertTrue(sent.contains("\"StringValue\":\"org.trayline.kit.MessageMalformed\""), sent);
        assertEquals(1, aws.requests("StartExecution").size());
    }

    @Test
    void aMessageWithoutABodyGoesToTheDlqToo() {
        assertEquals(failures(), invocation.answer(batch("")));
        assertEquals(List.of("-"), aws.messages());
    }

    @Test
    void aMalformedMessageThatTheDlqDoesNotTakeGoesBackToTheQueue() {
        aws.takingMessagesBut("malformed");
        assertEquals(failures("m1"), invocation.answer(batch("{}", request(2))));
        aws.on("SendMessageBatch", request -> new Answer(400, "{}"));
        assertEquals(failures("m1"), invocation.answer(batch("{}", request(2))));
    }

    @Test
    void anEmptyBatchIsNoFailure() {
        assertEquals(failures(), invocation.answer("{\"Records\":[]}"));
    }
}
