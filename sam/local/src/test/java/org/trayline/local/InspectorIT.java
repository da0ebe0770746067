package org.trayline.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.local.inspector.Inspector;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// The inspector on a live run: what it serves and to whom, and what a person sees and does.
@TestInstance(Lifecycle.PER_CLASS)
class InspectorIT {
    @TempDir static Path folder;

    private LiveInspector live;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void serve() throws IOException, SQLException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        live = new LiveInspector(folder.resolve("data"));
    }

    @AfterAll
    void close() {
        live.close();
        http.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(live.failing, path);
    }

    private HttpResponse<String> get(Inspector inspector, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(inspector.address().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> redrive(@Nullable String origin, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                live.failing
                                        .address()
                                        .resolve("/api/executions/" + live.failed + "/redrive"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (token != null) {
            request.header("X-Inspector-Token", token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token() throws IOException, InterruptedException {
        Matcher token =
                Pattern.compile("inspector-token\" content=\"([0-9a-f]+)\"")
                        .matcher(get("/").body());
        assertTrue(token.find());
        return token.group(1);
    }

    private String origin() {
        return "http://127.0.0.1:" + live.failing.address().getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/main.js", "/api/about", "/api/nothing"})
    void everyAnswerForbidsWhatIsInlineOrFromElsewhere(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("none");
        assertTrue(
                policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'"),
                policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
    }

    @Test
    void aPageUnderAnotherNameIsRefused() throws IOException {
        URI address = live.failing.address();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /api/about HTTP/1.1\r\nHost: kitchen.example:%d\r\nConnection: close\r\n\r\n"
                            .formatted(address.getPort())
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        }
    }

    @Test
    void nobodyIsNamed() throws Exception {
        String held = live.lunchOf(live.patients("HELD").getFirst());
        String about =
                "facilityId=prairie-bend&serviceDate=%s&mealPeriod=LUNCH&limit=5000"
                        .formatted(LiveInspector.SERVICE_DATE);
        String trays = get(live.served, "/api/trays?" + about).body();
        String execution = get(live.served, "/api/executions/" + held).body();
        String order = get(live.served, "/api/trays/orders/" + trayOrder(execution)).body();
        assertTrue(trays.contains("patientId") && order.contains("location"), order);
        for (NamedCsvRecord patient :
                Runs.csv(Runs.project().resolve("schema/demo/patients.csv"))) {
            for (String field : List.of("family_name", "given_name", "birth_date", "mrn")) {
                String told = '"' + patient.getField(field) + '"';
                assertFalse((trays + execution + order).contains(told), () -> field + " " + told);
            }
        }
    }

    private static String trayOrder(String execution) {
        Matcher id = Pattern.compile("trayOrderId[\\\\\":]+([A-Za-z0-9-]+)").matcher(execution);
        assertTrue(id.find(), execution);
        return id.group(1);
    }

    @Test
    void nothingIsChangedWithoutThePagesOwnOriginAndToken() throws Exception {
        assertEquals(403, redrive(null, null).statusCode());
        assertEquals(403, redrive(origin(), null).statusCode());
        assertEquals(403, redrive(origin(), "0".repeat(48)).statusCode());
        assertEquals(403, redrive("http://kitchen.example", token()).statusCode());
        assertEquals(403, redrive(null, token()).statusCode());
        live.await(live.failed, ExecutionStatus.FAILED);
    }

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class InTheBrowser {
        private BrowserAtHand atHand;
        private Tab tab;
        private Page page;

        @BeforeAll
        void launch() {
            atHand = new BrowserAtHand();
        }

        @AfterAll
        void quit() {
            if (atHand != null) {
                atHand.close();
            }
        }

        @BeforeEach
        void open() {
            open(1280, ColorScheme.LIGHT);
        }

        private void open(int width, ColorScheme colours) {
            tab = new Tab(atHand, width, colours);
            page = tab.page;
        }

        @AfterEach
        void leave() {
            tab.leave();
        }

        private void see(URI inspector, String path) {
            tab.see(inspector, path);
        }

        private void seeDinner(String execution, String tab) {
            see(live.failing.address(), "/executions/" + execution + "?tab=" + tab);
        }

        private Locator node(String state) {
            return page.locator(".node[data-state=\"" + state + "\"]");
        }

        @Test
        void theListCountsOutcomesAndShowsWhatIsHeldFirst() {
            see(live.served.address(), "/?meal=LUNCH");
            assertThat(page.locator("[data-outcome=HELD] b")).hasText("40");
            assertThat(page.locator("[data-outcome=PLACED] b")).hasText("237");
            assertThat(page.locator("[data-outcome=WITHHELD] b")).hasText("15");
            assertThat(page.locator("[data-outcome=NOT_NEEDED] b")).hasText("8");
            assertThat(page.locator(".rows .row[aria-rowindex='1'] .pill")).hasText("Held");
            assertThat(page.locator(".rows .row[aria-rowindex='1'] .reason").first()).isVisible();
        }

        @Test
        void theFiltersAreInTheAddressAndSurviveALoad() {
            see(live.served.address(), "/?meal=LUNCH");
            page.locator("[data-outcome=HELD]").click();
            page.locator("#filter-reason").selectOption("ALLERGY_STATUS_UNKNOWN");
            assertThat(page.locator(".note")).hasText("8 of 300");
            assertTrue(
                    page.url().contains("outcome=HELD") && page.url().contains("reason=ALLERGY"),
                    page.url());
            page.reload();
            assertThat(page.locator(".note")).hasText("8 of 300");
            String unit =
                    page.locator(".rows .row[aria-rowindex='1'] .c1").innerText().split(" ", 2)[0];
            page.locator("#filter-q").fill(unit);
            assertThat(page.locator(".rows .row[aria-rowindex='1'] .c1")).containsText(unit);
            page.getByText("Clear filters").click();
            assertThat(page.locator(".note")).hasText("300");
        }

        @Test
        void aFailedRequestShowsItsStepAndErrorAheadOfTheOthers() {
            see(live.failing.address(), "/?meal=DINNER");
            Locator first = page.locator(".rows .row[aria-rowindex='1']");
            assertThat(first.locator(".pill")).hasText("Failed");
            assertThat(first.locator(".c3")).hasText("Create Order");
            assertThat(first.locator(".error")).hasText("IllegalStateException");
        }

        @Test
        void aListOfTenThousandDrawsOnlyWhatIsInSight() {
            String trays =
                    IntStream.range(0, 10_000)
                            .mapToObj(
                                    i ->
                                            """
                                            {"patientId":"pt-%05d","location":{"unit":"U%d","room":"%d","bed":"A"},\
                                            "request":{"requestId":"r%d","attempt":1,"source":"SCHEDULED",\
                                            "status":"COMPLETED","outcome":"PLACED","reasons":[],\
                                            "executionName":"e%d","requestedAt":"2026-11-20T14:00:00Z",\
                                            "sentAt":"2026-11-20T14:00:00Z","durationMs":90},"trayOrder":null}"""
                                                    .formatted(i, i % 20, i, i, i))
                            .collect(Collectors.joining(","));
            page.route(
                    url -> url.contains("/api/trays?"),
                    route ->
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("application/json")
                                            .setBody(
                                                    "{\"trays\":["
                                                            + trays
                                                            + "],\"nextCursor\":null}")));
            see(live.served.address(), "/?meal=LUNCH");
            assertThat(page.locator(".note")).hasText("10,000");
            assertTrue(page.locator(".rows .row").count() < 100, "rows drawn");
            page.locator(".rows").evaluate("list => { list.scrollTop = list.scrollHeight; }");
            assertThat(page.locator(".rows .row[aria-rowindex='10000'] .c7")).hasText("pt-09999");
            assertTrue(page.locator(".rows .row").count() < 100, "rows drawn");
        }

        @Test
        void aFailureColoursTheGraphAndTellsOfTheStateThatFailed() {
            seeDinner(live.failed, "state");
            assertThat(node("Check Eligibility")).hasClass(Pattern.compile("\\bSUCCEEDED\\b"));
            assertThat(node("Create Order")).hasClass(Pattern.compile("\\bFAILED\\b"));
            assertThat(node("Notify Staff")).hasClass(Pattern.compile("\\bNOT_REACHED\\b"));
            assertThat(page.locator(".edge.taken").first()).isAttached();
            assertThat(page.locator(".panel h2")).hasText("Create Order");
            assertThat(page.locator(".fault b")).hasText("java.lang.IllegalStateException");
            assertThat(page.locator("table.attempts tbody tr")).hasCount(1);
            assertThat(page.locator(".expressions"))
                    .containsText("$states.context.Execution.Input");
            assertThat(page.locator(".expressions")).containsText("\"mealPeriod\": \"DINNER\"");
            node("Compose Meal").click();
            assertThat(page.locator(".panel h2")).hasText("Compose Meal");
            assertThat(page.locator(".panel")).containsText("Input");
            assertThat(page.locator(".panel")).containsText("Output");
            assertThat(page.locator(".variables")).containsText("$composition");
            node("Notify Staff").click();
            assertThat(page.locator(".panel .pill")).hasText("Not reached");
        }

        @Test
        void retriesAreABadgeAndAttemptsOfTheirOwn() {
            seeDinner(live.retried, "timeline");
            assertThat(node("Compose Meal").locator(".badge text")).hasText("↻ 2");
            assertThat(page.locator(".timeline .attempt")).hasCount(3);
            assertThat(page.locator(".timeline .attempt").first()).containsText("StoreUnavailable");
            node("Compose Meal").click();
            assertThat(page.locator("table.attempts tbody tr")).hasCount(3);
        }

        @Test
        void theArrowKeysGoThroughTheEventsAndTheGraphFollows() {
            seeDinner(live.retried, "events&event=9");
            assertThat(page.locator(".node.chosen")).hasAttribute("data-state", "Compose Meal");
            seeDinner(live.retried, "events");
            assertThat(page.locator("tr.event").first()).containsText("ExecutionStarted");
            page.keyboard().press("Home");
            for (int i = 0; i < 2; i++) {
                page.keyboard().press("ArrowRight");
            }
            assertThat(node("Check Eligibility")).hasClass(Pattern.compile("\\bRUNNING\\b"));
            assertThat(node("Compose Meal")).hasClass(Pattern.compile("\\bNOT_REACHED\\b"));
            assertThat(page.locator("tr.event.current")).hasAttribute("data-id", "3");
            page.keyboard().press("ArrowLeft");
            assertThat(page.locator("tr.event.current")).hasAttribute("data-id", "2");
            page.locator("tr.event.current .more").click();
            assertThat(page.locator("tr.details pre")).containsText("\"TaskStateEntered\"");
        }

        @Test
        void aHeldTrayTellsItsReasonsAndItsProofIsDrawn() {
            see(live.served.address(), "/?meal=LUNCH&reason=NO_COMPLIANT_TRAY");
            page.locator(".rows .row[aria-rowindex='1'] a").click();
            assertThat(page.locator(".hold")).containsText("NO_COMPLIANT_TRAY");
            assertThat(page.locator("#proof article.proof")).isVisible();
            assertThat(page.locator("#proof svg").first()).isVisible();
        }

        @Test
        void aPlacedTrayListsItsItems() {
            String execution = live.lunchOf(live.patients("PLACED").getFirst());
            see(live.served.address(), "/executions/" + execution + "?tab=order");
            assertThat(page.locator("table.items tbody tr").first()).isVisible();
            assertThat(page.locator("#proof article.proof")).containsText("kcal");
        }

        /// The last of the placed ones: other tests look at the first.
        @Test
        void anOrderIsCancelledWithAReasonAndNotWithoutOne() {
            String execution = live.lunchOf(live.patients("PLACED").getLast());
            see(live.served.address(), "/executions/" + execution + "?tab=order");
            page.locator("#cancel").click();
            assertThat(page.locator("dialog")).containsText("It cannot be undone");
            page.locator("dialog button[type=submit]").click();
            assertThat(page.locator("dialog")).isVisible();
            page.locator("#why").fill("goes home before lunch");
            page.locator("dialog button[type=submit]").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(page.locator(".state-head .pill")).hasText("Cancelled");
            assertThat(page.locator("#cancel")).hasCount(0);
        }

        /// All rules are asked again, so what held it holds the new one.
        @Test
        void aReleasedOrderIsDecidedOnAnew() {
            see(live.served.address(), "/?meal=LUNCH&reason=NO_COMPLIANT_TRAY");
            page.locator(".rows .row[aria-rowindex='2'] a").click();
            page.locator("#tab-order").click();
            String before = page.url();
            page.locator("#release").click();
            assertThat(page.locator("dialog")).containsText("never overrides an allergen");
            page.locator("#why").fill("asked the ward");
            page.locator("dialog button[type=submit]").click();
            page.waitForURL(url -> !url.equals(before) && url.contains("/executions/"));
            assertThat(page.locator(".run-title .pill")).hasText("Held");
            page.locator("#tab-order").click();
            assertThat(page.locator(".hold")).containsText("NO_COMPLIANT_TRAY");
        }

        @Test
        void theKitchenCountsPortionsAndShowsWhatIsPrinted() throws Exception {
            see(live.served.address(), "/kitchen");
            String lunch = page.locator("#meal option:has-text('Lunch')").getAttribute("value");
            page.locator("#meal").selectOption(lunch);
            assertThat(page.locator("[data-beds=held] dd"))
                    .hasText(String.valueOf(live.patients("HELD").size()));
            assertThat(page.locator("#tally tr").first()).isVisible();
            int portions =
                    page.locator("#tally td.number").allInnerTexts().stream()
                            .mapToInt(Integer::parseInt)
                            .sum();
            int placed = Integer.parseInt(page.locator("[data-beds=placed] dd").innerText());
            assertTrue(portions > placed, portions + " portions on " + placed + " trays");
            assertThat(page.locator("article.ticket").first()).containsText("born");
            String printed = get(live.served, page.locator("#print").getAttribute("href")).body();
            assertEquals(
                    page.locator("article.ticket").count(),
                    printed.split("<section class=\"ticket", -1).length - 1,
                    "labels");
        }

        @Test
        void ofAnExecutionThatIsForgottenTheTrayOrderIsShown() {
            String lunch = live.lunchOf(live.patients("PLACED").getFirst());
            see(live.failing.address(), "/executions/" + lunch);
            assertThat(page.locator(".lost")).containsText("does not remember this execution");
            assertThat(page.locator("table.items tbody tr").first()).isVisible();
        }

        @Test
        void startingAnewSaysWhatWillHappenAndBeginsAnExecutionOfItsOwn() {
            seeDinner(live.retried, "data");
            page.locator("#start-anew").click();
            assertThat(page.locator("dialog")).containsText("This one stays as it is");
            String name = page.locator("#new-name").inputValue();
            page.locator("dialog button[type=submit]").click();
            page.waitForURL(url -> url.contains("/executions/" + name));
            assertThat(page.locator(".run-title .pill")).hasText("Not needed");
            live.await(name, ExecutionStatus.SUCCEEDED);
            live.await(live.retried, ExecutionStatus.SUCCEEDED);
        }

        @Test
        void aRedriveSaysWhatWillHappenAndGoesOnFromTheStateThatFailed() {
            seeDinner(live.redriven, "state");
            page.locator("#redrive").click();
            assertThat(page.locator("dialog")).containsText("It goes on from Create Order");
            assertThat(page.locator("dialog")).containsText("definition that it began with");
            page.locator("dialog").getByText("Leave it").click();
            live.await(live.redriven, ExecutionStatus.FAILED);
            page.locator("#redrive").click();
            page.locator("dialog button[type=submit]").click();
            assertThat(page.locator(".facts")).containsText("Redriven");
            live.await(live.redriven, ExecutionStatus.SUCCEEDED);
            assertThat(node("Notify Staff")).hasClass(Pattern.compile("\\bSUCCEEDED\\b"));
        }

        @Test
        void aRunningExecutionIsFollowedToItsEnd() {
            seeDinner(live.running, "state");
            assertThat(node("Create Order")).hasClass(Pattern.compile("\\bRUNNING\\b"));
            live.release();
            assertThat(page.locator(".run-title .pill")).hasText("Placed");
            assertThat(node("Tray Order Placed")).hasClass(Pattern.compile("\\bSUCCEEDED\\b"));
        }

        @Test
        void theKeyboardReachesAllAndShowsWhereItIs() {
            see(live.served.address(), "/?meal=LUNCH");
            assertThat(page.locator(".rows .row[aria-rowindex='1']")).isVisible();
            page.keyboard().press("/");
            assertEquals("filter-q", tab.focused("element.id"));
            page.keyboard().press("ArrowDown");
            assertEquals("A", tab.focused("element.tagName"));
            assertEquals(
                    "solid", tab.focused("getComputedStyle(element.closest('.row')).outlineStyle"));
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.contains("/executions/"));
            assertThat(page.locator("[role=tab]").first()).isVisible();
            page.locator("#tab-order").focus();
            page.keyboard().press("ArrowLeft");
            assertEquals("tab-events", tab.focused("element.id"));
        }

        @Test
        void bothThemesCanBeChosenAndAreKept() {
            see(live.served.address(), "/?meal=LUNCH");
            String light = background();
            page.locator("#theme").click();
            String dark = background();
            assertFalse(light.equals(dark), light);
            page.reload();
            assertEquals(dark, background());
        }

        private String background() {
            return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"list", "failed", "held"})
        void nothingIsCutOffOnANarrowScreen(String what) {
            tab.leave();
            open(390, ColorScheme.DARK);
            switch (what) {
                case "list" -> see(live.served.address(), "/?meal=LUNCH");
                case "failed" -> seeDinner(live.failed, "timeline");
                default ->
                        see(
                                live.served.address(),
                                "/executions/" + live.lunchOf(live.patients("HELD").getFirst()));
            }
            assertThat(page.locator("h1")).isVisible();
            assertEquals("390", tab.width());
        }
    }
}
