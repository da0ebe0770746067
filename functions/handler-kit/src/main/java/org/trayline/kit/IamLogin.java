package org.trayline.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.trayline.kit.SignedUrl.Credentials;

/// Logs a function into its database and cache as its role: signs, on the spot and without a call
/// to AWS, a password that is good for the next 15 minutes. Credentials are asked for at every
/// signature, since those of a snapshot are old when it is restored.
public final class IamLogin {
    private static final String REGION = "AWS_REGION";
    private static final int TIMEOUT_MILLIS = 2000;

    private final Settings settings;
    private final Clock clock;

    /// @param settings what Lambda itself tells a function: its region, its role's credentials or
    ///     where to ask for them
    public IamLogin(Settings settings) {
        this(settings, Clock.systemUTC());
    }

    IamLogin(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// A password of a PostgreSQL user of RDS who has `rds_iam`.
    public String databasePassword(String host, int port, String user) {
        return signed("rds-db", host + ":" + port, Map.of("Action", "connect", "DBUser", user));
    }

    /// A password of an ElastiCache user whose authentication is IAM's.
    ///
    /// @param cache the name of the cache, which is not its host's
    public String cachePassword(String cache, String user, boolean serverless) {
        Map<String, String> query = new TreeMap<>(Map.of("Action", "connect", "User", user));
        if (serverless) {
            query.put("ResourceType", "ServerlessCache");
        }
        return signed("elasticache", cache, query);
    }

    private String signed(String service, String host, Map<String, String> query) {
        return new SignedUrl(settings.require(REGION), service, host, query)
                .sign(credentials(), clock.instant());
    }

    /// With SnapStart they come from an endpoint of the sandbox, else from the environment
    /// (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html).
    private Credentials credentials() {
        String endpoint = settings.ofLambda("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (endpoint.isBlank()) {
            Map<String, String> values =
                    settings.require(
                            "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
            return new Credentials(
                    values.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                    values.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                    values.getOrDefault("AWS_SESSION_TOKEN", ""));
        }
        ForeignJson json = ForeignJson.of(fetched(URI.create(endpoint)));
        return new Credentials(
                json.text("/AccessKeyId"), json.text("/SecretAccessKey"), json.text("/Token"));
    }

    private String fetched(URI endpoint) {
        try {
            URLConnection connection = endpoint.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty(
                    "Authorization", settings.ofLambda("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
            try (InputStream answer = connection.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no credentials of the role", e);
        }
    }
}
