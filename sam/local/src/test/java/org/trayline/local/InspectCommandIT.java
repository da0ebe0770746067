package org.trayline.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.local.replay.Wreck;

/// `inspect --aws`: the account is a Step Functions and an SQS on this machine, found by nothing
/// but the AWS configuration.
@TestInstance(Lifecycle.PER_CLASS)
class InspectCommandIT {
    /// What other runs in this JVM may have said, which would go before the configuration.
    private static final List<String> SAID =
            List.of(
                    "aws.region",
                    "aws.profile",
                    "aws.accessKeyId",
                    "aws.secretAccessKey",
                    "aws.endpointUrlSfn",
                    "aws.endpointUrlSqs",
                    "aws.configFile",
                    "aws.sharedCredentialsFile");

    @TempDir static Path folder;

    private final Map<String, String> before = new HashMap<>();
    private final List<Thread> running = new ArrayList<>();
    private Wreck account;
    private BrowserAtHand atHand;
    private @Nullable Tab tab;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        for (String name : SAID) {
            String value = System.getProperty(name);
            if (value != null) {
                before.put(name, value);
            }
        }
        account = new Wreck();
        account.broken.add("create");
        for (int i = 1; i <= 3; i++) {
            account.run(i, 1, "LUNCH");
        }
        account.run(4, 1, "DINNER");
        account.run(5, 1, "DINNER");
        account.broken.clear();
        account.run(6, 1, "LUNCH");
        atHand = new BrowserAtHand();
        forget();
        Path config = folder.resolve("config");
        Files.writeString(
                config,
                """
                [profile kitchen]
                region = eu-central-1
                services = kitchen
                aws_access_key_id = test
                aws_secret_access_key = test

                [services kitchen]
                sfn =
                  endpoint_url = %s
                sqs =
                  endpoint_url = %s
                """
                        .formatted(account.stepFunctions(), account.sqs()));
        System.setProperty("aws.configFile", config.toString());
        System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());
    }

    private static void forget() {
        SAID.forEach(System::clearProperty);
    }

    @AfterAll
    void stop() {
        if (atHand != null) {
            atHand.close();
        }
        account.close();
        forget();
        before.forEach(System::setProperty);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (tab != null) {
            tab.leave();
        }
        for (Thread thread : running) {
            thread.interrupt();
            thread.join();
        }
        running.clear();
    }

    /// Tells when something was printed.
    private static final class Printed extends ByteArrayOutputStream {
        private final Semaphore lines = new Semaphore(0);

        @Override
        public void flush() {
            lines.release();
        }

        /// The address of the page, once it is printed.
        URI address() throws InterruptedException {
            Matcher address;
            do {
                assertTrue(lines.tryAcquire(60, TimeUnit.SECONDS), () -> "no address: " + this);
                address = Pattern.compile("http://\\S+").matcher(toString(StandardCharsets.UTF_8));
            } while (!address.find());
            return URI.create(address.group());
        }
    }

    /// Runs `inspect --aws` until the test ends.
    private URI inspect(String... more) throws InterruptedException {
        List<String> args = new ArrayList<>(List.of("inspect", "--aws", "--port", "0"));
        args.addAll(List.of(more));
        Printed err = new Printed();
        running.add(
                Thread.ofVirtual()
                        .start(
                                () ->
                                        RunCommand.execute(
                                                Runs.project(),
                                                System.out,
                                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                                args.toArray(String[]::new))));
        return err.address();
    }

    private Page open() {
        Tab opened = new Tab(atHand);
        tab = opened;
        return opened.page;
    }

    private static APIResponse post(Page page, URI inspector, String path) {
        String token = page.locator("meta[name=inspector-token]").getAttribute("content");
        return page.request()
                .post(
                        inspector.resolve(path).toString(),
                        RequestOptions.create()
                                .setHeader("X-Inspector-Token", token)
                                .setHeader("Origin", inspector.toString().replaceAll("/$", ""))
                                .setData("{\"ids\":[\"%s-1\"]}".formatted(Wreck.requestId(1))));
    }

    @Test
    void showsTheExecutionsOfAProfileAndChangesNothing() throws InterruptedException {
        URI inspector =
                inspect(
                        "--profile",
                        "kitchen",
                        "--dead-letters",
                        account.deadLettersUrl(),
                        "--tray-requests",
                        account.trayRequestsUrl());
        Page page = open();
        page.navigate(inspector.toString());
        assertThat(page.locator(".machine")).hasText("kitchen, us-east-1");
        assertThat(page.locator(".tag")).hasText("read-only");
        assertThat(page.locator(".note")).hasText("6");
        assertThat(execution(page, 6).locator(".pill")).hasText("Placed");
        assertThat(execution(page, 1).locator(".pill")).hasText("Failed");
        assertThat(execution(page, 1).locator(".c3")).hasText("Create Order");
        execution(page, 1).locator("a").click();
        assertThat(page.locator(".node[data-state='Create Order']"))
                .hasClass(Pattern.compile("\\bFAILED\\b"));
        assertThat(page.locator(".node[data-state='Check Eligibility']"))
                .hasClass(Pattern.compile("\\bSUCCEEDED\\b"));
        assertThat(page.locator(".fault b")).hasText(Pattern.compile("StoreUnavailable"));
        page.locator("#tab-events").click();
        assertThat(page.locator("tr.event").last()).containsText("ExecutionFailed");
        assertThat(page.locator("#redrive")).isDisabled();
        assertThat(page.locator("#start-anew")).isDisabled();

        page.getByText("Dead letters").click();
        page.locator("#filter-meal").selectOption("LUNCH");
        assertThat(page.locator(".group b")).hasText("3");
        assertThat(page.locator(".small-button")).hasCount(0);
        assertThat(page.locator("#replay")).isHidden();

        for (String path :
                List.of(
                        "/api/executions/" + Wreck.requestId(1) + "-1/redrive",
                        "/api/executions/" + Wreck.requestId(1) + "-1/start-anew",
                        "/api/dead-letters/preview",
                        "/api/dead-letters/replay")) {
            APIResponse refused = post(page, inspector, path);
            assertEquals(403, refused.status(), path);
            assertTrue(refused.text().contains("ReadOnly"), refused.text());
        }
        assertEquals(0, account.redrives(1, 1));
    }

    /// The row of the list that is about that request.
    private static Locator execution(Page page, int number) {
        return page.locator(
                ".rows .row", new Page.LocatorOptions().setHasText(Wreck.requestId(number)));
    }

    @Test
    void changesOnlyWhereThatIsAllowed() throws InterruptedException {
        URI inspector =
                inspect(
                        "--profile",
                        "kitchen",
                        "--allow-changes",
                        "--state-machine",
                        account.stateMachineArn(),
                        "--dead-letters",
                        account.deadLettersUrl(),
                        "--tray-requests",
                        account.trayRequestsUrl());
        Page page = open();
        page.navigate(inspector.resolve("/executions/" + Wreck.requestId(4) + "-1").toString());
        page.locator("#redrive").click();
        page.locator("dialog button[type=submit]").click();
        assertThat(page.locator(".run-title .pill")).hasText("Placed");
        assertEquals(1, account.redrives(4, 1));

        page.navigate(inspector.resolve("/dead-letters?meal=DINNER").toString());
        assertThat(page.locator(".note")).hasText("2 of 5");
        page.locator("#replay").click();
        assertThat(page.locator(".will")).containsText("1 has come to an outcome already");
        assertThat(page.locator(".will")).containsText("1 goes on from Create Order");
        page.locator("dialog button[type=submit]").click();
        assertThat(page.locator(".results .chip")).hasText("Placed2");
        assertEquals(1, account.redrives(4, 1));
        assertEquals(1, account.redrives(5, 1));
        assertThat(page.locator("#dead-letters")).hasText("3");
    }

    @Test
    void takesItsEndpointFromTheEnvironmentToo() throws InterruptedException {
        // What AWS_ENDPOINT_URL_SFN is for a process, this is for a JVM.
        System.setProperty("aws.endpointUrlSfn", account.stepFunctions().toString());
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try {
            URI inspector = inspect("--region", "eu-central-1");
            Page page = open();
            page.navigate(inspector.toString());
            assertThat(page.locator("[data-outcome=FAILED]")).isVisible();
            assertThat(page.locator("#nav")).not().containsText("Dead letters");
        } finally {
            System.clearProperty("aws.endpointUrlSfn");
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void whatCannotBeDoneIsRefusedByItsRule() {
        Runs.Run half = Runs.command("inspect", "--aws", "--dead-letters", "https://q");
        assertEquals(2, half.exitStatus());
        assertTrue(half.err().contains("--tray-requests"), half.err());
        Runs.Run unawares = Runs.command("inspect");
        assertEquals(2, unawares.exitStatus());
        assertTrue(unawares.err().contains("--aws"), unawares.err());
    }
}
