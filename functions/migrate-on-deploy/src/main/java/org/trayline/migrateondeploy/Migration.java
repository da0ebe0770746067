package org.trayline.migrateondeploy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.trayline.kit.ForeignJson;
import org.trayline.kit.StrictJson;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Calls the function INSIDE that migrates, with the secret that it cannot read itself.
class Migration {
    /// As long as a function may take.
    private static final Duration PATIENCE = Duration.ofMinutes(14);

    private final SecretsManagerClient secrets;
    private final LambdaClient lambda;
    private final String secretArn;
    private final String function;

    Migration(
            SecretsManagerClient secrets, LambdaClient lambda, String secretArn, String function) {
        this.secrets = secrets;
        this.lambda = lambda;
        this.secretArn = secretArn;
        this.function = function;
    }

    /// @param secretArn of the database's administrator, as RDS keeps it
    /// @param function the ARN of Migrate
    static Migration of(String secretArn, String function) {
        SdkHttpClient http = UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build();
        return new Migration(
                SecretsManagerClient.builder().httpClient(http).build(),
                LambdaClient.builder()
                        .httpClient(http)
                        .overrideConfiguration(
                                client ->
                                        client.apiCallTimeout(PATIENCE)
                                                .apiCallAttemptTimeout(PATIENCE))
                        .build(),
                secretArn,
                function);
    }

    /// @return the version of the schema now
    /// @throws IllegalStateException with the class of the fault where the function failed
    String run() {
        ForeignJson secret =
                ForeignJson.of(
                        secrets.getSecretValue(request -> request.secretId(secretArn))
                                .secretString());
        Map<String, Object> message = new TreeMap<>();
        message.put("schemaVersion", 1);
        message.put("user", secret.text("/username"));
        message.put("password", secret.text("/password"));
        SdkBytes payload = SdkBytes.fromByteArray(StrictJson.write(message));
        InvokeResponse answer =
                lambda.invoke(request -> request.functionName(function).payload(payload));
        ForeignJson json = ForeignJson.of(answer.payload().asString(StandardCharsets.UTF_8));
        if (answer.functionError() != null) {
            throw new IllegalStateException(
                    "the migration failed: %s: %s"
                            .formatted(json.text("/errorType"), json.text("/errorMessage")));
        }
        return json.text("/version");
    }
}
