package org.trayline.notifystaff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trayline.kit.Settings;
import org.trayline.meal.order.NoticesUnavailable;
import org.trayline.testinvocation.AwsEndpoint;
import org.trayline.testinvocation.Invocation;

class NotifyStaffHandlerIT {
    private static final String MESSAGE =
            """
            {"schemaVersion":1,"executionName":"x-1","notice":{"kind":"HELD","facilityId":"f1",\
            "serviceDate":"2026-11-19","mealPeriod":"LUNCH",\
            "requestId":"00000000-0000-5000-8000-000000000001","trayOrderId":"t1",\
            "location":{"unit":"4 West","room":"12","bed":"B"},"reasons":["NO_DIET_ORDER"],"flags":[],\
            "holdDeadlineAt":"2026-11-19T16:45:00Z"}}""";

    private final AwsEndpoint aws =
            new AwsEndpoint()
                    .on(
                            "Publish",
                            request ->
                                    new AwsEndpoint.Answer(
                                            200,
                                            "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
                                                    + "<PublishResult><MessageId>m-1</MessageId></PublishResult>"
                                                    + "</PublishResponse>"));
    private final Invocation invocation =
            new Invocation(
                    new NotifyStaffHandler(
                            Settings.of(
                                    Map.of(
                                            "STAFF_NOTICES_TOPIC_ARN",
                                            "arn:aws:sns:us-east-1:000000000000:notices"))));

    @AfterEach
    void close() {
        aws.close();
    }

    /// Of the one notice: its text, and its attributes by name.
    private Map<String, String> told(String message) {
        assertEquals("{\"schemaVersion\":1,\"messageId\":\"m-1\"}", invocation.answer(message));
        Map<String, String> form = AwsEndpoint.formFields(aws.requests("Publish").getFirst());
        Map<String, String> told = new TreeMap<>();
        told.put("", form.getOrDefault("Message", ""));
        for (int i = 1; form.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
            told.put(
                    form.getOrDefault("MessageAttributes.entry." + i + ".Name", ""),
                    form.getOrDefault("MessageAttributes.entry." + i + ".Value.StringValue", ""));
        }
        return told;
    }

    @Test
    void tellsOfAHoldUrgently() {
        assertEquals(
                Map.of(
                        "",
                        "{\"kind\":\"HELD\",\"facilityId\":\"f1\",\"serviceDate\":\"2026-11-19\","
                                + "\"mealPeriod\":\"LUNCH\",\"requestId\":\"00000000-0000-5000-8000-000000000001\","
                                + "\"trayOrderId\":\"t1\",\"location\":{\"unit\":\"4 West\","
                                + "\"room\":\"12\",\"bed\":\"B\"},\"reasons\":[\"NO_DIET_ORDER\"],\"flags\":[],"
                                + "\"holdDeadlineAt\":\"2026-11-19T16:45:00Z\"}",
                        "facility",
                        "f1",
                        "unit",
                        "4 West",
                        "mealPeriod",
                        "LUNCH",
                        "kind",
                        "HELD",
                        "priority",
                        "URGENT",
                        "requestId",
                        "00000000-0000-5000-8000-000000000001"),
                told(MESSAGE));
    }

    @Test
    void tellsOfAPlacedOrderAsARoutineAndOfNoUnitWhereItIsBlank() {
        Map<String, String> told =
                told(
                        MESSAGE.replace("HELD", "PLACED")
                                .replace("\"4 West\"", "\"\"")
                                .replace("\"2026-11-19T16:45:00Z\"", "null"));
        assertEquals("ROUTINE", told.get("priority"));
        assertEquals(null, told.get("unit"));
    }

    @Test
    void aTopicThatTakesNothingIsAFaultOfThatName() {
        aws.on("Publish", request -> new AwsEndpoint.Answer(400, "<ErrorResponse/>"));
        assertThrows(NoticesUnavailable.class, () -> invocation.answer(MESSAGE));
        assertTrue(
                invocation
                        .log()
                        .getFirst()
                        .contains("\"outcome\":\"org.trayline.meal.order.NoticesUnavailable\""));
    }

    /// What the sweep owes comes by the queue, as many at once as there are.
    @Test
    void tellsWhatCameByTheQueueAndGivesBackWhatItCouldNot() {
        Invocation queued =
                new Invocation(
                        new QueuedNoticesHandler(
                                Settings.of(
                                        Map.of(
                                                "STAFF_NOTICES_TOPIC_ARN",
                                                "arn:aws:sns:us-east-1:000000000000:notices"))));
        String unresolved =
                MESSAGE.replace("\"HELD\"", "\"NOT_ORDERED\"")
                        .replace("\"trayOrderId\":\"t1\",", "")
                        .replace("\"2026-11-19T16:45:00Z\"", "null");
        String summary =
                """
                {"schemaVersion":1,"summary":{"facilityId":"f1","serviceDate":"2026-11-19",\
                "mealPeriod":"LUNCH","beds":{"occupied":3,"placed":1,"held":1,"withheld":1,\
                "withheldByReason":{"NPO":1},"notNeeded":0,"notYetLookedAt":0}}}""";
        String both = summary.replace("\"summary\"", notice(unresolved) + ",\"summary\"");
        assertEquals(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"},{\"itemIdentifier\":\"m4\"}]}",
                queued.answer(batch(unresolved, "{\"schemaVersion\":1}", summary, both)));
        String told = aws.requests("Publish").getFirst();
        assertTrue(told.contains("NOT_ORDERED") && told.contains("URGENT"), told);
        Map<String, String> summed = AwsEndpoint.formFields(aws.requests("Publish").getLast());
        assertEquals(
                "{\"facilityId\":\"f1\",\"serviceDate\":\"2026-11-19\",\"mealPeriod\":\"LUNCH\",\"beds\":"
                        + "{\"occupied\":3,\"placed\":1,\"held\":1,\"withheld\":1,\"withheldByReason\":"
                        + "{\"NPO\":1},\"notNeeded\":0,\"notYetLookedAt\":0}}",
                summed.get("Message"));
        assertTrue(
                summed.containsValue("SUMMARY") && summed.containsValue("ROUTINE"),
                summed::toString);
        assertEquals(2, aws.requests("Publish").size());
    }

    private static String notice(String message) {
        return message.substring(message.indexOf("\"notice\""), message.length() - 1);
    }

    private static String batch(String... bodies) {
        StringJoiner records = new StringJoiner(",", "{\"Records\":[", "]}");
        for (int i = 0; i < bodies.length; i++) {
            records.add(
                    "{\"messageId\":\"m%d\",\"body\":\"%s\"}"
                            .formatted(i + 1, bodies[i].replace("\"", "\\\"")));
        }
        return records.toString();
    }
}
