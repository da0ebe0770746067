package org.trayline.local.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Asks a served meal's API so many times a second, come what may: who is slow is not asked less.
/// One request in five asks for a tray, the others read.
final class Load {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WRITE_EVERY = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    /// What is known of the API before it is asked.
    ///
    /// @param meal query parameters of a meal that was served
    /// @param orders of that meal
    /// @param nextDay a service date for which trays are asked
    record Subject(
            String facilityId,
            String meal,
            List<String> orders,
            List<String> patients,
            String nextDay) {}

    private final URI api;
    private final String token;
    private final HttpClient http;

    Load(URI api, String token, HttpClient http) {
        this.api = api;
        this.token = token;
        this.http = http;
    }

    /// Looks for a meal that was served.
    ///
    /// @throws IllegalArgumentException where there is none, or the API does not let in
    Subject subject() throws IOException, InterruptedException {
        JsonNode meal = json("/meal-periods?days=1").path("mealPeriods").path(0);
        if (meal.isMissingNode()) {
            throw new IllegalArgumentException(api + " has served no meal yet");
        }
        String facility = meal.path("facilityId").asText();
        String query =
                "facilityId=%s&serviceDate=%s&mealPeriod=%s"
                        .formatted(
                                facility,
                                meal.path("serviceDate").asText(),
                                meal.path("mealPeriod").asText());
        JsonNode list = json("/tray-orders?limit=1000&" + query);
        List<String> orders = new ArrayList<>();
        List<String> patients = new ArrayList<>();
        for (JsonNode order : list.path("trayOrders")) {
            orders.add(order.at("/trayOrder/trayOrderId").asText());
            patients.add(order.path("patientId").asText());
        }
        if (orders.isEmpty()) {
            throw new IllegalArgumentException("no tray is ordered for " + query);
        }
        String nextDay = LocalDate.parse(meal.path("serviceDate").asText()).plusDays(1).toString();
        return new Subject(facility, query, orders, patients, nextDay);
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(
                    "%s%s answers %d: %s"
                            .formatted(api, path, response.statusCode(), response.body()));
        }
        return new JsonMapper().readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    /// How each of them went; the last to be asked has been answered, or is given up.
    List<Sample> run(Subject subject, int perSecond, int seconds) throws InterruptedException {
        Queue<Sample> samples = new ConcurrentLinkedQueue<>();
        String run = UUID.randomUUID().toString();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < perSecond * seconds; i++) {
                long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                int number = i;
                waitUntil(due);
                threads.execute(() -> samples.add(ask(subject, run, number, due)));
            }
        }
        return List.copyOf(samples);
    }

    private static void waitUntil(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private Sample ask(Subject subject, String run, int number, long due) {
        boolean write = number % WRITE_EVERY == 0;
        HttpRequest request = write ? write(subject, run, number) : read(subject, number);
        int status = 0;
        String failure = null;
        try {
            status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            failure = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e.toString();
        }
        double millis = (System.nanoTime() - due) / NANOS_PER_MILLI;
        return new Sample(write, status, millis, failure);
    }

    private HttpRequest read(Subject subject, int number) {
        String order = subject.orders().get(number % subject.orders().size());
        String path =
                switch (number % WRITE_EVERY) {
                    case 1 -> "/tray-requests?limit=50&" + subject.meal();
                    case 2 -> "/tray-orders?limit=50&" + subject.meal();
                    default -> "/tray-orders/" + order + "?facilityId=" + subject.facilityId();
                };
        return request(path).GET().build();
    }

    private HttpRequest write(Subject subject, String run, int number) {
        String patient = subject.patients().get(number / WRITE_EVERY % subject.patients().size());
        String body =
                "{\"patientId\":\"%s\",\"serviceDate\":\"%s\",\"mealPeriod\":\"LUNCH\"}"
                        .formatted(patient, subject.nextDay());
        return request("/tray-requests?facilityId=" + subject.facilityId())
                .header("Idempotency-Key", run + ":" + number)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
