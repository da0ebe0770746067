package org.trayline.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.local.inspector.Inspected;
import org.trayline.local.inspector.Inspector;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The page of the DLQ on a live run, in a browser. What lies there really failed: a table was away
/// that a step needs.
@TestInstance(Lifecycle.PER_CLASS)
class DeadLettersPageIT {
    @TempDir static Path folder;

    private Plant plant;
    private SfnClient sfn;
    private Inspector inspector;
    private BrowserAtHand atHand;
    private Tab tab;
    private Page page;
    private int number;

    @BeforeAll
    void start() throws Exception {
        plant =
                new Plant(
                        folder,
                        Runs.project()
                                .resolve("functions/import-hospital/src/test/resources/hospital"));
        sfn = InspectCommand.client();
        inspector =
                Inspector.start(
                        0,
                        new Inspected(
                                sfn,
                                plant.deployment().stateMachineArn(),
                                "this machine",
                                plant::now,
                                null,
                                true,
                                plant.deployment().replayOrders(),
                                plant.deployment().trayApi()),
                        null);
        atHand = new BrowserAtHand();
    }

    @AfterAll
    void stop() throws Exception {
        if (atHand != null) {
            atHand.close();
        }
        inspector.close();
        sfn.close();
        plant.close();
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
        plant.purgeDeadLetters();
    }

    /// A request for lunch of the patient p1, whom every tray is held for.
    private String request(String date, int attempt) {
        number++;
        String id = "00000000-0000-5000-8000-%012d".formatted(number);
        plant.execute(
                """
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, requested_at, sent_at, attempt)
                values ('%s', 'north', 'p1', '%s', 'LUNCH', 'ON_DEMAND', '%3$s', '%3$s', %4$d)"""
                        .formatted(id, date, plant.opening(), attempt));
        return """
               {"schemaVersion":1,"requestId":"%s","attempt":%d,"source":"ON_DEMAND",\
               "facilityId":"north","patientId":"p1","serviceDate":"%s","mealPeriod":"LUNCH"}"""
                .formatted(id, attempt, date);
    }

    /// Lets requests fail in a step, for want of a table that it needs.
    private void failWithout(String table, String... requests) throws Exception {
        int before = plant.deadLetters();
        plant.execute("alter table %1$s rename to %1$s_away".formatted(table));
        for (String request : requests) {
            plant.ask(request);
        }
        plant.await("they lie on the DLQ", () -> plant.deadLetters() == before + requests.length);
        plant.execute("alter table %1$s_away rename to %1$s".formatted(table));
    }

    private void failAtCreateOrder(String... requests) throws Exception {
        failWithout("audit_events", requests);
    }

    private void failAtCheckEligibility(String... requests) throws Exception {
        failWithout("dislikes", requests);
    }

    private void see() {
        tab.see(inspector.address(), "/dead-letters");
    }

    private Locator row(int index) {
        return page.locator(".letters > .rows .row:visible[aria-rowindex='%d']".formatted(index));
    }

    private Locator result(int index) {
        return page.locator(".results .row:visible[aria-rowindex='%d']".formatted(index));
    }

    private Locator act() {
        return page.locator("dialog button[type=submit]");
    }

    @Test
    void listsByStateAndErrorTheOldestFirstAndMarksPoison() throws Exception {
        failAtCreateOrder(request("2026-12-01", 1));
        failAtCreateOrder(request("2026-12-02", 3));
        failAtCheckEligibility(request("2026-12-03", 1));
        plant.ask("{\"meal\":\"LUNCH\"}");
        plant.await("the malformed one is put there", () -> plant.deadLetters() == 4);
        plant.bury(request("2026-12-04", 1));

        see();

        Locator groups = page.locator(".group");
        assertThat(groups).hasCount(4);
        assertThat(groups.nth(0)).containsText("Create Order");
        assertThat(groups.nth(0).locator("b")).hasText("2");
        assertThat(groups.nth(0).locator(".poison")).hasText("1 poison");
        assertThat(groups.nth(0).locator(".ages")).hasText(Pattern.compile("\\d+ s to \\d+ s old"));
        assertThat(groups.nth(1)).containsText("Check Eligibility");
        assertThat(groups.nth(2)).containsText("Malformed");
        assertThat(groups.nth(3)).containsText("Never started");
        assertThat(page.locator("#dead-letters")).hasText("5");
        assertThat(row(1).locator(".c1")).hasText("3W · Lunch 1 Dec");
        assertThat(row(2).locator(".poison")).hasText("Poison");
        assertThat(row(3).locator(".c1")).containsText("Unit not known");
        assertThat(row(4).locator(".small-button")).hasCount(0);
        groups.nth(0).click();
        assertThat(page.locator(".note")).hasText("2 of 5");
        page.locator("#filter-q").fill("poison");
        assertThat(page.locator(".note")).hasText("1 of 5");
        page.reload();
        assertThat(page.locator(".note")).hasText("1 of 5");
        page.getByText("Clear filters").click();
        assertThat(page.locator(".note")).hasText("5");
        row(4).locator(".open").click();
        assertThat(page.locator("dialog")).containsText("No reader understands it");
        page.locator("dialog").getByText("Close").click();
        row(1).locator("a").click();
        page.waitForURL(url -> url.contains("/executions/"));
        assertThat(page.locator(".node.chosen")).hasAttribute("data-state", "Create Order");
        assertThat(page.locator(".fault b")).isVisible();
    }

    @Test
    void theKeyboardAloneReplaysOneAfterReadingWhatWillHappen() throws Exception {
        failAtCreateOrder(request("2026-12-05", 1));
        failAtCreateOrder(request("2026-12-06", 1));
        see();
        assertThat(row(2)).isVisible();

        page.keyboard().press("/");
        assertEquals("filter-q", tab.focused("element.id"));
        page.keyboard().press("ArrowDown");
        assertEquals("A", tab.focused("element.tagName"));
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Tab");
        assertEquals("small-button", tab.focused("element.className"));
        page.keyboard().press("Enter");
        assertThat(page.locator(".will li").first())
                .containsText("1 goes on from Create Order: same input");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        assertEquals(2, plant.deadLetters());
        assertEquals("small-button", tab.focused("element.className"));
        page.keyboard().press("Enter");
        assertThat(act()).hasText("Replay it");
        act().focus();
        page.keyboard().press("Enter");

        assertThat(page.locator("#results-title")).containsText("Replayed 1 at");
        assertThat(result(1).locator(".c0")).hasText("Held");
        assertThat(result(1).locator(".c1")).containsText("6 Dec");
        assertThat(result(1).locator(".c3")).hasText("Redriven");
        assertThat(row(1).locator(".c1")).containsText("5 Dec");
        assertThat(page.locator("#dead-letters")).hasText("1");
        page.reload();
        assertThat(page.locator("#results-title")).containsText("Replayed 1 at");
        page.locator("#close-results").click();
        assertThat(page.locator(".results")).isHidden();
    }

    @Test
    void replaysAGroupAndWhatIsPastItsCutOffBecomesALateTray() throws Exception {
        failAtCreateOrder(request("2026-12-07", 1));
        failAtCheckEligibility(request("2026-12-08", 1), request("2026-11-16", 1));
        see();
        page.locator(".group", new Page.LocatorOptions().setHasText("Check Eligibility")).click();
        page.locator("#replay").click();
        assertThat(page.locator("dialog h2")).hasText("Replay 2 requests?");
        assertThat(page.locator(".will")).containsText("2 go on from Check Eligibility");
        assertThat(page.locator(".will")).containsText("Late tray needed");
        act().click();

        assertThat(page.locator("#results-title")).containsText("Replayed 2 at");
        assertThat(page.locator(".results .c2", new Page.LocatorOptions().setHasText("Late tray")))
                .hasCount(1);
        assertThat(page.locator("#dead-letters")).hasText("1");
        assertThat(row(1).locator(".c3")).hasText("Create Order");
    }

    @Test
    void poisonStaysUntilItIsStartedAnew() throws Exception {
        failAtCreateOrder(request("2026-12-09", 3));
        see();

        page.locator("#replay").click();
        assertThat(page.locator(".will .stays")).containsText("1 stays, marked as poison");
        assertThat(act()).hasText("Nothing to replay");
        assertThat(act()).isDisabled();
        page.locator("#start-anew-all").check();
        assertThat(act()).hasText("Start it anew");
        act().click();

        assertThat(result(1).locator(".c3")).hasText("Started anew");
        assertThat(result(1).locator(".c0")).hasText("Held");
        assertThat(page.locator(".empty")).hasText("Nothing lies on the DLQ.");
    }

    @Test
    void whatFailsAgainIsToldFirstAndIsThereAgain() throws Exception {
        failAtCreateOrder(request("2026-12-10", 1));
        see();
        page.locator("#replay").click();
        assertThat(act()).isEnabled();
        plant.execute("alter table audit_events rename to audit_events_away");
        act().click();

        assertThat(result(1).locator(".c0")).hasText("Failed again");
        plant.execute("alter table audit_events_away rename to audit_events");
        assertThat(row(1).locator(".c4")).hasText("2");
    }

    @Test
    void newOnesShowByThemselvesAndOnTheOtherPagesAsACount() throws Exception {
        tab.see(inspector.address(), "/");
        assertThat(page.locator("#nav")).containsText("Dead letters");
        assertThat(page.locator("#dead-letters")).isHidden();
        page.getByText("Dead letters").click();
        assertThat(page.locator(".empty")).hasText("Nothing lies on the DLQ.");
        plant.bury(request("2026-12-11", 1));
        assertThat(row(1)).containsText("Never started");
        page.getByText("Trays").click();
        assertThat(page.locator("#dead-letters")).hasText("1");
    }

    @Test
    void nothingIsCutOffOnANarrowScreen() throws Exception {
        plant.bury(request("2026-12-13", 1));
        plant.bury("{}");
        tab.leave();
        open(390, ColorScheme.DARK);
        see();
        assertThat(row(1).locator(".small-button")).isVisible();
        assertEquals("390", tab.width());
        page.locator("#replay").click();
        assertThat(act()).hasText("Replay 1");
        assertEquals("390", tab.width());
    }

    @Test
    void nothingIsReplayedWithoutThePagesToken() throws Exception {
        plant.bury(request("2026-12-14", 1));
        String body = "{\"ids\":[\"00000000-0000-5000-8000-%012d-1\"]}".formatted(number);
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String what : List.of("look", "preview", "replay")) {
                HttpResponse<String> answer =
                        http.send(
                                HttpRequest.newBuilder(
                                                inspector
                                                        .address()
                                                        .resolve("/api/dead-letters/" + what))
                                        .header("X-Inspector-Token", "0".repeat(48))
                                        .header(
                                                "Origin",
                                                inspector.address().toString().replaceAll("/$", ""))
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertEquals(403, answer.statusCode(), what);
            }
        }
        assertEquals(1, plant.deadLetters());
        assertTrue(
                plant.rows("select status from tray_requests where service_date = '2026-12-14'")
                        .contains("PENDING"));
    }
}
