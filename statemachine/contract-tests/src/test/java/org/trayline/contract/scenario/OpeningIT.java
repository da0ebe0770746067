package org.trayline.contract.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trayline.contract.Project;
import org.trayline.contract.message.LogLines;
import org.trayline.contract.message.Messages;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.PatientId;

/// Before the workflow: the schedule's message in, a message per due patient out.
final class OpeningIT {
    private static final String INPUT =
            """
            {"schemaVersion": 1, "now": "2026-11-20T08:05:00Z", "source": "SCHEDULED",
             "facilityId": "opening", "meal": null, "resendAll": false}
            """;

    private final RequestStreamHandler openMealPeriod =
            Stage.shared().handler("OpenMealPeriodFunction", Map.of());

    private JsonNode logged = Project.JSON.nullNode();

    @Test
    void theOpeningAsksOnceForATrayPerDuePatient() throws IOException {
        Hospital.read(Project.path("statemachine/scenarios/hospital/small.json"))
                .with(
                        Project.JSON.readValue(
                                """
                                {"patients": [{"id": "berta", "mrn": "M-2", "family_name": "Birch",
                                   "given_name": "Berta"}],
                                 "encounters": [{"id": "stay-of-berta", "patient_id": "berta",
                                   "status": "DISCHARGED", "dysphagia_flag": false}]}
                                """,
                                new TypeReference<>() {}))
                .writeTo(Stage.shared().database(), "opening");
        Messages.assertValid("open-meal-period.input", INPUT, "the schedule's message");

        JsonNode first = open();
        assertEquals(
                LocalTime.parse("09:05").toSecondOfDay() / 60,
                logged.path("openedAt").asInt(),
                () -> "minute of the day: " + logged);
        JsonNode second = open();
        assertFalse(logged.has("openedAt"), () -> "it was open: " + logged);
        assertEquals(1, logged.path("due").asInt(), () -> "patients who are due: " + logged);

        assertEquals(opened(1, 1), first, "the opening: anna is due, berta is discharged");
        assertEquals(opened(0, 0), second, "the sweep after it: nothing is asked for twice");
        List<String> messages =
                Stage.shared().aws().messages().stream()
                        .filter(message -> message.contains("\"opening\""))
                        .toList();
        assertEquals(1, messages.size(), () -> "messages on the queue: " + messages);
        Messages.assertValid("tray-request", messages.getFirst(), "the message on the queue");
        assertEquals(
                TrayRequestId.scheduled(
                                new FacilityId("opening"),
                                new PatientId("anna"),
                                LocalDate.parse("2026-11-20"),
                                MealPeriod.LUNCH)
                        .toString(),
                Project.JSON.readTree(messages.getFirst()).path("requestId").asText(),
                "the request's id");
    }

    private static JsonNode opened(int added, int sent) throws IOException {
        return Project.JSON.readTree(
                """
                {"schemaVersion": 1, "opened": [{"facilityId": "opening",
                 "meal": {"serviceDate": "2026-11-20", "mealPeriod": "LUNCH"},
                 "due": 1, "added": %d, "sent": %d}],
                 "gaveUp": 0, "lateHolds": 0, "reminders": 0, "summaries": 0}
                """
                        .formatted(added, sent));
    }

    private JsonNode open() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> log = new ArrayList<>();
        openMealPeriod.handleRequest(
                new ByteArrayInputStream(INPUT.getBytes(StandardCharsets.UTF_8)),
                out,
                new Call("OpenMealPeriodFunction", log));
        logged = LogLines.assertValid(log.getLast());
        String answer = out.toString(StandardCharsets.UTF_8);
        Messages.assertValid("open-meal-period.output", answer, "the answer");
        return Project.JSON.readTree(answer);
    }
}
