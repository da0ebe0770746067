package org.trayline.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AUTH_LOCATION;
import static software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING;
import static software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.EXPIRATION_DURATION;
import static software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME;
import static software.amazon.awssdk.http.auth.spi.signer.HttpSigner.SIGNING_CLOCK;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class IamLoginTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-20T14:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, String> LAMBDA =
            Map.of(
                    "AWS_REGION", "eu-central-1",
                    "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                    "AWS_SECRET_ACCESS_KEY", "secret/+key",
                    "AWS_SESSION_TOKEN", "token/+=of a session");

    @Test
    void aDatabasePasswordIsWhatTheSdkSigns() {
        String password =
                new IamLogin(Settings.of(LAMBDA), CLOCK)
                        .databasePassword("db.aws", 5432, "trayline");
        assertTrue(password.startsWith("db.aws:5432/?Action=connect&DBUser=trayline&"), password);
        assertEquals(
                signedBySdk("rds-db", "http://db.aws:5432/?Action=connect&DBUser=trayline"),
                parts(password));
    }

    @Test
    void aCachePasswordIsWhatTheSdkSigns() {
        IamLogin login = new IamLogin(Settings.of(LAMBDA), CLOCK);
        assertEquals(
                signedBySdk("elasticache", "http://trayline-prod/?Action=connect&User=u"),
                parts(login.cachePassword("trayline-prod", "u", false)));
        assertEquals(
                signedBySdk(
                        "elasticache",
                        "http://trayline-prod/?Action=connect&User=u&ResourceType=ServerlessCache"),
                parts(login.cachePassword("trayline-prod", "u", true)));
    }

    /// After a restore the credentials are others; those of the snapshot let nobody in.
    @Test
    void credentialsAreAskedForAtEverySignature() throws IOException {
        List<String> asked = new ArrayList<>();
        HttpServer sandbox =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sandbox.createContext(
                "/credentials",
                exchange -> {
                    asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    byte[] json =
                            """
                            {"AccessKeyId": "K%d", "SecretAccessKey": "S", "Token": "T"}"""
                                    .formatted(asked.size())
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, json.length);
                    exchange.getResponseBody().write(json);
                    exchange.close();
                });
        sandbox.start();
        try {
            IamLogin login =
                    new IamLogin(
                            Settings.of(
                                    Map.of(
                                            "AWS_REGION", "eu-central-1",
                                            "AWS_CONTAINER_AUTHORIZATION_TOKEN", "of the sandbox",
                                            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                                    "http://127.0.0.1:%d/credentials"
                                                            .formatted(
                                                                    sandbox.getAddress()
                                                                            .getPort()))),
                            CLOCK);
            assertTrue(login.databasePassword("h", 1, "u").contains("X-Amz-Credential=K1%2F"));
            assertTrue(login.databasePassword("h", 1, "u").contains("X-Amz-Credential=K2%2F"));
        } finally {
            sandbox.stop(0);
        }
        assertEquals(List.of("of the sandbox", "of the sandbox"), asked);
    }

    @Test
    void whatLambdaDoesNotTellIsNamed() {
        IllegalStateException missing =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                new IamLogin(Settings.of(Map.of("AWS_REGION", "r")), CLOCK)
                                        .databasePassword("h", 1, "u"));
        assertEquals(
                "missing environment variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,"
                        + " AWS_SESSION_TOKEN",
                missing.getMessage());
    }

    private static Set<String> signedBySdk(String service, String url) {
        URI uri =
                AwsV4HttpSigner.create()
                        .sign(
                                request ->
                                        request.identity(
                                                        AwsSessionCredentialsIdentity.create(
                                                                "AKIDEXAMPLE",
                                                                "secret/+key",
                                                                "token/+=of a session"))
                                                .request(
                                                        SdkHttpFullRequest.builder()
                                                                .method(SdkHttpMethod.GET)
                                                                .uri(URI.create(url))
                                                                .build())
                                                .putProperty(SERVICE_SIGNING_NAME, service)
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                                                .putProperty(AUTH_LOCATION, QUERY_STRING)
                                                .putProperty(
                                                        EXPIRATION_DURATION, Duration.ofMinutes(15))
                                                .putProperty(SIGNING_CLOCK, CLOCK))
                        .request()
                        .getUri();
        return parts(uri.getRawAuthority() + "/?" + uri.getRawQuery());
    }

    /// The address and the parameters, which may come in any order.
    private static Set<String> parts(String url) {
        return new TreeSet<>(List.of(url.split("[?&]", -1)));
    }
}
