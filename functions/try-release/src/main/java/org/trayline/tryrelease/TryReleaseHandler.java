package org.trayline.tryrelease;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.trayline.kit.ForeignJson;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The Lambda that CodeDeploy calls before it moves any call to a new version.
public final class TryReleaseHandler implements RequestStreamHandler {
    private static final SdkHttpClient HTTP =
            UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(60)).build();

    private final SyntheticTray tray;
    private final CodeDeploy codeDeploy;

    public TryReleaseHandler() {
        this(Settings.ofProcess());
    }

    public TryReleaseHandler(Settings settings) {
        this(SyntheticTray.of(settings, HTTP), CodeDeploy.of(settings, HTTP));
    }

    TryReleaseHandler(SyntheticTray tray, CodeDeploy codeDeploy) {
        this.tray = tray;
        this.codeDeploy = codeDeploy;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        try (LogLine log = LogLine.begin(context, null)) {
            try {
                attempt(ForeignJson.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)), log);
            } catch (RuntimeException | Error fault) {
                log.fault(fault);
                throw fault;
            }
        }
    }

    private void attempt(ForeignJson hook, LogLine log) {
        String deployment = hook.text("/DeploymentId");
        List<String> notAnswered = tray.notAnswered();
        log.subject(deployment + " " + String.join(" ", notAnswered))
                .outcome(notAnswered.isEmpty() ? "ANSWERED" : "NOT_ANSWERED");
        codeDeploy.putLifecycleEventHookExecutionStatus(
                deployment, hook.text("/LifecycleEventHookExecutionId"), notAnswered.isEmpty());
    }
}
