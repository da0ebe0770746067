package org.trayline.tryrelease;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.trayline.kit.Settings;
import org.trayline.kit.StrictJson;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/// The one call of CodeDeploy that a hook makes; its client is not among those that we build with.
class CodeDeploy {
    private static final String URL = "CODE_DEPLOY_URL";
    private static final String REGION = "CODE_DEPLOY_REGION";
    private static final String SERVICE = "codedeploy";
    private static final String ACTION = "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus";

    private final SdkHttpClient http;
    private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
    private final URI endpoint;
    private final String region;

    /// @param endpoint `https://codedeploy.REGION.amazonaws.com/`
    CodeDeploy(
            SdkHttpClient http,
            IdentityProvider<? extends AwsCredentialsIdentity> credentials,
            URI endpoint,
            String region) {
        this.http = http;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.region = region;
    }

    static CodeDeploy of(Settings settings, SdkHttpClient http) {
        Map<String, String> values = settings.require(URL, REGION);
        return new CodeDeploy(
                http,
                DefaultCredentialsProvider.builder().build(),
                URI.create(values.getOrDefault(URL, "")),
                values.getOrDefault(REGION, ""));
    }

    /// Says what came of a hook, which CodeDeploy waits for.
    ///
    /// @throws IllegalStateException where it does not take it
    void putLifecycleEventHookExecutionStatus(String deployment, String hook, boolean succeeded) {
        ContentStreamProvider body =
                ContentStreamProvider.fromByteArray(
                        StrictJson.write(
                                Map.of(
                                        "deploymentId", deployment,
                                        "lifecycleEventHookExecutionId", hook,
                                        "status", succeeded ? "Succeeded" : "Failed")));
        SdkHttpFullRequest request =
                SdkHttpFullRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("X-Amz-Target", ACTION)
                        .contentStreamProvider(body)
                        .build();
        AwsCredentialsIdentity identity = credentials.resolveIdentity().join();
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                sign ->
                                        sign.identity(identity)
                                                .request(request)
                                                .payload(body)
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        SERVICE)
                                                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        send(signed);
    }

    private void send(SignedRequest signed) {
        try {
            int status =
                    http.prepareRequest(
                                    HttpExecuteRequest.builder()
                                            .request(signed.request())
                                            .contentStreamProvider(
                                                    signed.payload()
                                                            .orElse(
                                                                    () ->
                                                                            new ByteArrayInputStream(
                                                                                    new byte[0])))
                                            .build())
                            .call()
                            .httpResponse()
                            .statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("CodeDeploy took no answer: HTTP " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("CodeDeploy took no answer", e);
        }
    }
}
