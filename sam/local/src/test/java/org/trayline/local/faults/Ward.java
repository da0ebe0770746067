package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.trayline.local.Plant;
import org.trayline.meal.facility.MealPeriod;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The small hospital, served by the whole system in this process. Every test serves lunch of a day
/// of its own.
final class Ward implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEAD_LETTERS = "TrayRequestsDeadLetterQueue";

    /// What an opening sends goes to the DLQ, where nobody reads it; a test takes it from there and
    /// gives it to the queue as it likes.
    static final Plant.Changes DIVERTED =
            Plant.Changes.NONE.template(
                    "TRAY_REQUESTS_QUEUE_URL: !Ref TrayRequestsQueue",
                    "TRAY_REQUESTS_QUEUE_URL: !Ref TrayRequestsDeadLetterQueue");

    /// Retries in a twentieth of their time.
    static final Plant.Changes HURRIED = Plant.Changes.NONE.clock(HurriedClock::new);

    final Plant plant;
    private final DuePatientsOf due;

    /// Something that a test does to the system.
    @FunctionalInterface
    interface Fault {
        void happen() throws Exception;
    }

    Ward(Path folder, Plant.Changes changes) throws IOException, SQLException {
        this(folder, SmallHospital.copy(demo(), folder.resolve("hospital")), changes);
    }

    Ward(Path folder, Path hospital, Plant.Changes changes) throws IOException, SQLException {
        this.due = new DuePatientsOf(hospital);
        this.plant = new Plant(folder, hospital, changes);
    }

    /// The project's folder, above the module's.
    static Path project() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("schema/demo")))
                .findFirst()
                .orElseThrow();
    }

    static Path demo() {
        return project().resolve("schema/demo");
    }

    /// A lunch that no other test serves.
    ///
    /// @param number of the test
    static LocalDate day(int number) {
        return Plant.DATE.plusDays(number);
    }

    /// Opens lunch, lets the fault happen when some trays are ordered and the others are not, waits
    /// for what comes of it and checks it.
    void serve(LocalDate day, Fault fault) throws Exception {
        int before = plant.ended();
        open(day);
        plant.await("some are served", () -> plant.ended() >= before + 5);
        fault.happen();
        settle(day);
        check(day);
    }

    /// Opens lunch. A call that fails, as one whose connection an earlier fault has cut does, is
    /// made good by the schedule's next.
    JsonNode open(LocalDate day) throws IOException, InterruptedException {
        try {
            return plant.open(plant.now(), day, MealPeriod.LUNCH, false);
        } catch (IllegalStateException failed) {
            return plant.open(plant.now(), day, MealPeriod.LUNCH, false);
        }
    }

    /// What a diverted opening has sent.
    List<String> diverted() {
        List<String> bodies = plant.messages(DEAD_LETTERS).stream().map(Message::body).toList();
        plant.purgeDeadLetters();
        return bodies;
    }

    /// Waits until every request of that lunch is closed or failed, and nothing runs.
    void settle(LocalDate day) throws Exception {
        plant.await("nothing is open of " + day, () -> open(plant, day) == 0 && plant.isIdle());
    }

    private static int open(Plant plant, LocalDate day) {
        return Integer.parseInt(
                plant.rows(
                                "select count(*) from tray_requests where service_date = '%s'"
                                                .formatted(day)
                                        + " and status in ('PENDING', 'PROCESSING')")
                        .getFirst());
    }

    /// That every patient who was due for that lunch came to exactly one outcome.
    void check(LocalDate day) throws IOException {
        Aftermath aftermath = aftermath(day);
        assertEquals(List.of(), aftermath.wrongs(), () -> "after lunch of " + day);
        assertEquals(aftermath.due().size(), aftermath.requests().size(), "requests");
    }

    Aftermath aftermath(LocalDate day) throws IOException {
        return Aftermath.of(
                due.at(day, "LUNCH"),
                day,
                plant::rows,
                plant.data(),
                plant.messages(DEAD_LETTERS).stream().map(Ward::letter).toList());
    }

    private static Aftermath.Letter letter(Message message) {
        try {
            JsonNode body = JSON.readTree(message.body());
            MessageAttributeValue attribute = message.messageAttributes().get("error");
            return body.has("requestId")
                    ? new Aftermath.Letter(
                            body.path("requestId").asText(),
                            attribute == null ? "" : attribute.stringValue())
                    : new Aftermath.Letter(
                            body.path("name").asText().replaceFirst("-[0-9]+$", ""),
                            body.path("error").asText());
        } catch (IOException e) {
            throw new IllegalStateException(message.body(), e);
        }
    }

    @Override
    public void close() throws IOException {
        plant.close();
    }
}
