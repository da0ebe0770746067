package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.api.Role;
import org.trayline.asl.time.SystemWorkflowClock;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.lambda.DevelopmentTokens;
import org.trayline.local.meal.Meal;
import org.trayline.local.meal.Watch;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;

/// A machine on which the demo hospital's lunch was served: its API, asked over HTTP, and all that
/// the lunch has left of itself.
class LocalApiIT {
    private static final String LUNCH =
            "/tray-requests?serviceDate=2026-11-20&mealPeriod=LUNCH&facilityId=prairie-bend";

    @TempDir static Path folder;

    private static Machine machine;
    private static Deployment deployment;
    private static Emitted emitted;
    private static String token;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void serveLunch() throws IOException, SQLException, InterruptedException {
        Path project = Runs.project();
        machine =
                Machine.start(
                        project, folder.resolve("data"), true, project.resolve("schema/demo"), 0);
        FacilityId facility = ((ImportReport.Imported) machine.report()).facilityId();
        Meal meal;
        try (Connection connection = machine.postgres().connect("run")) {
            meal =
                    Meal.choose(
                            connection,
                            facility,
                            MealPeriod.LUNCH,
                            LocalDate.parse("2026-11-20"),
                            null,
                            Instant.now());
        }
        Watch watch = new Watch();
        SystemWorkflowClock clock = new SystemWorkflowClock(meal.offsetFrom(Instant.now()));
        deployment =
                new Deployment(
                        machine,
                        project.resolve("sam/template.yaml"),
                        clock,
                        0,
                        0,
                        folder.resolve("functions.log"),
                        watch);
        emitted = new Emitted();
        new Serving(machine, deployment, watch).serve(meal, clock.now());
        token = deployment.developmentToken();
    }

    @AfterAll
    static void close() throws IOException {
        deployment.close();
        emitted.close();
        machine.close();
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(deployment.apiEndpoint() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void aMealThatWasServedIsListedAsItsSummaryCountsIt() throws Exception {
        HttpResponse<String> response = get(LUNCH + "&limit=5000");
        assertEquals(200, response.statusCode(), response.body());
        assertEquals("application/json", header(response, "Content-Type"));
        JsonNode list = json(response);
        assertAll(
                () -> assertEquals(300, list.at("/counts/requests").asInt()),
                () -> assertEquals(237, list.at("/counts/byOutcome/PLACED").asInt()),
                () -> assertEquals(40, list.at("/counts/byOutcome/HELD").asInt()),
                () -> assertEquals(15, list.at("/counts/byOutcome/WITHHELD").asInt()),
                () -> assertEquals(8, list.at("/counts/byOutcome/NOT_NEEDED").asInt()),
                () -> assertEquals(300, list.path("trays").size()),
                () -> assertEquals("HELD", list.at("/trays/0/request/outcome").asText()),
                () -> assertEquals("HELD", list.at("/trays/39/request/outcome").asText()),
                () -> assertTrue(list.at("/trays/0/request/durationMs").asLong() > 0));
    }

    @Test
    void everyTrayOfTheListCanBeOpened() throws Exception {
        for (JsonNode row : json(get(LUNCH + "&limit=60")).path("trays")) {
            String id = row.at("/request/requestId").asText();
            JsonNode tray = json(get("/tray-requests/" + id));
            assertEquals(row.path("request"), tray.path("request"));
            assertEquals(row.at("/trayOrder/status"), tray.at("/trayOrder/status"));
            if (!row.path("trayOrder").isNull()) {
                assertEquals(tray, json(get("/tray-orders/" + id + "?facilityId=prairie-bend")));
            }
        }
    }

    @Test
    void aListThatHasNotChangedIsNotSentAgain() throws Exception {
        HttpResponse<String> first = get(LUNCH);
        HttpResponse<String> again = get(LUNCH, "If-None-Match", header(first, "ETag"));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(header(first, "ETag"), header(again, "ETag"));
    }

    @Test
    void theMealPeriodsAreOffered() throws Exception {
        JsonNode offered = json(get("/meal-periods")).path("mealPeriods");
        assertEquals(1, offered.size());
        assertEquals("LUNCH", offered.at("/0/mealPeriod").asText());
        assertEquals(200, get("/health").statusCode());
    }

    @Test
    void queriesAndPathsAreDecoded() throws Exception {
        JsonNode list = json(get(LUNCH + "&text=5E-ONC%20501+A"));
        assertEquals(1, list.path("trays").size(), list.toString());
        assertEquals("A", list.at("/trays/0/location/bed").asText());
        JsonNode problem = json(get("/tray-orders/a%2Fb%20c+d"));
        assertEquals("a/b c+d", problem.at("/errors/0/value").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404, ''",
        "GET, /tray-orders, 400, ''",
        "GET, /tray-orders/, 404, ''",
        "GET, /tray-orders/a/b, 404, ''",
        "GET, /health/, 404, ''",
        "PUT, /tray-requests, 405, 'GET, POST'",
        "DELETE, /tray-orders/x, 405, GET",
        "OPTIONS, /health, 405, GET",
        "GET, /tray-requests, 400, ''",
        "GET, /health?x=%C3%28%zz, 400, ''",
    })
    void whatCannotBeAnsweredIsAProblem(String method, String path, int status, String allow)
            throws Exception {
        String raw = raw(method + " " + path + " HTTP/1.1", "127.0.0.1:" + port());
        assertTrue(raw.startsWith("HTTP/1.1 " + status), raw);
        if (!path.contains("%zz")) {
            assertTrue(raw.contains("application/problem+json"), raw);
            assertTrue(raw.contains("\"status\":" + status), raw);
        }
        assertEquals(!allow.isEmpty(), raw.contains("Allow: " + allow + "\r\n"), raw);
    }

    @Test
    void whoHasNoTokenOfThisRunIsNotAnswered() throws Exception {
        URI health = URI.create(deployment.apiEndpoint() + "/health");
        String foreign =
                new DevelopmentTokens().issue("x", Set.of(Role.NURSING), List.of("prairie-bend"));
        String[] parts = token.split("\\.", -1);
        for (String authorization :
                List.of(
                        "",
                        token,
                        "Bearer",
                        "Bearer x",
                        "Bearer x.y",
                        "Bearer " + foreign,
                        "Bearer " + parts[0] + "." + parts[1] + ".",
                        "Bearer "
                                + parts[0]
                                + "."
                                + foreign.split("\\.", -1)[1]
                                + "."
                                + parts[2])) {
            HttpResponse<String> response =
                    CLIENT.send(
                            HttpRequest.newBuilder(health)
                                    .header("Authorization", authorization)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(401, response.statusCode(), authorization);
            assertEquals("Bearer", header(response, "WWW-Authenticate"));
            assertEquals("application/problem+json", header(response, "Content-Type"));
        }
    }

    @Test
    void aTokenIsForItsRolesAndItsFacilities() throws Exception {
        String kitchen =
                deployment.tokens().issue("k1", Set.of(Role.KITCHEN), List.of("elsewhere"));
        assertEquals(403, getAs(kitchen, LUNCH).statusCode());
        HttpResponse<String> meals = getAs(kitchen, "/meal-periods");
        assertEquals(0, json(meals).path("mealPeriods").size(), meals.body());
        assertEquals(404, getAs(kitchen, "/meal-periods?facilityId=prairie-bend").statusCode());
    }

    private static HttpResponse<String> getAs(String other, String path)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(deployment.apiEndpoint() + path))
                        .header("Authorization", "Bearer " + other)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// A page of another origin is not helped, and a name that leads here is not taken for ours.
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1:1", "localhost"})
    void aRequestForAnotherHostIsNotAnswered(String host) throws Exception {
        String raw = raw("GET /health HTTP/1.1", host);
        assertTrue(raw.startsWith("HTTP/1.1 421"), raw);
    }

    @Test
    void noOtherOriginIsAllowed() throws Exception {
        HttpResponse<String> response = get("/health", "Origin", "https://evil.example");
        assertTrue(
                response.headers().map().keySet().stream()
                        .noneMatch(
                                name -> name.toLowerCase(Locale.ROOT).startsWith("access-control")),
                response.headers().toString());
    }

    /// One id from the request to the notice: whoever looks for it finds the whole story.
    @Test
    void everyRequestIsOnALineOfEachOfItsStepsAndOnItsNotice() throws Exception {
        Map<String, Set<String>> functions = new TreeMap<>();
        Map<String, Double> sums = new TreeMap<>();
        JsonMapper mapper = new JsonMapper();
        for (String text : Emitted.lines(folder.resolve("functions.log"))) {
            JsonNode line = mapper.readTree(text);
            functions
                    .computeIfAbsent(line.path("requestId").asText(), id -> new TreeSet<>())
                    .add(line.path("function").asText().replace("Function", ""));
            line.at("/_aws/CloudWatchMetrics/0/Metrics")
                    .forEach(
                            metric -> {
                                String name = metric.path("Name").asText();
                                sums.merge(name, line.path(name).asDouble(), Double::sum);
                            });
        }
        JsonNode trays = json(get(LUNCH + "&limit=5000")).path("trays");
        assertEquals(300, trays.size());
        for (JsonNode tray : trays) {
            String id = tray.at("/request/requestId").asText();
            Set<String> ofRequest = functions.getOrDefault(id, Set.of());
            boolean ordered =
                    Set.of("PLACED", "HELD").contains(tray.at("/request/outcome").asText());
            Set<String> expected = new TreeSet<>(Set.of("StartTrayOrder", "CheckEligibility"));
            if (ordered) {
                expected.addAll(Set.of("CreateOrder", "NotifyStaff"));
            }
            assertTrue(ofRequest.containsAll(expected), () -> id + " is on lines of " + ofRequest);
            assertEquals(
                    ordered ? 1 : 0,
                    emitted.notices().stream().filter(notice -> notice.contains(id)).count(),
                    () -> "notices of " + tray);
        }
        assertAll(
                () -> assertEquals(237, sums.get("placed"), () -> "" + sums),
                () -> assertEquals(40, sums.get("held"), () -> "" + sums),
                () -> assertEquals(15, sums.get("withheld"), () -> "" + sums),
                () -> assertEquals(9, sums.get("withheld.NPO"), () -> "" + sums),
                () -> assertEquals(300, sums.get("added"), () -> "" + sums),
                () -> assertEquals(277, sums.get("notices"), () -> "" + sums));
    }

    @Test
    void nothingThatTheMealHasEmittedSaysWhoAPatientIs() throws Exception {
        Set<String> secrets = new TreeSet<>();
        try (Connection connection = machine.postgres().connect("test");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select mrn from patients union select family_name from patients
                                union select given_name from patients
                                union select birth_date::text from patients
                                union select text from allergies
                                """)) {
            while (row.next()) {
                if (row.getString(1) != null && !row.getString(1).isBlank()) {
                    secrets.add(row.getString(1));
                }
            }
        }
        assertTrue(secrets.size() > 600, () -> "names, dates, numbers and texts: " + secrets);
        List<String> texts = new ArrayList<>(Emitted.lines(folder.resolve("functions.log")));
        texts.addAll(emitted.notices());
        deployment
                .engine()
                .executions(deployment.stateMachineArn(), null, Long.MAX_VALUE)
                .forEach(entry -> texts.addAll(Emitted.texts(entry.execution())));
        assertTrue(texts.size() > 300 * 15, () -> "texts: " + texts.size());
        for (String text : texts) {
            assertEquals(Set.of(), Emitted.found(secrets, text), text);
        }
        assertEquals(Set.of("Ferrari"), Emitted.found(secrets, "{\"name\":\"Ferrari\"}"));
    }

    private static int port() {
        return URI.create(deployment.apiEndpoint()).getPort();
    }

    private static String raw(String requestLine, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(
                    "%s\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                            .formatted(requestLine, host, token)
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
