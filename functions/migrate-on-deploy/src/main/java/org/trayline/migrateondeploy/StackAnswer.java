package org.trayline.migrateondeploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.trayline.kit.ForeignJson;
import org.trayline.kit.StrictJson;

/// What CloudFormation is told of a custom resource: without it a deployment hangs for an hour
/// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html).
final class StackAnswer {
    private static final int OK = 200;

    /// Always the same: a change is an update and never a replacement.
    private static final String ID = "trayline-schema";

    private final Map<String, Object> fields = new TreeMap<>();
    private final URI url;

    StackAnswer(ForeignJson request) {
        this.url = URI.create(request.text("/ResponseURL"));
        for (String name : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
            fields.put(name, request.text("/" + name));
        }
        fields.put("PhysicalResourceId", ID);
    }

    void success(String version) {
        fields.put("Status", "SUCCESS");
        fields.put("Data", Map.of("Version", version));
        put();
    }

    /// @param reason what an operator reads in the stack's events
    void failure(String reason) {
        fields.put("Status", "FAILED");
        fields.put("Reason", reason);
        put();
    }

    private void put() {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setRequestMethod("PUT");
            connection.setDoOutput(true);
            // The URL is signed without a type.
            connection.setRequestProperty("Content-Type", "");
            try (OutputStream body = connection.getOutputStream()) {
                body.write(StrictJson.write(fields));
            }
            if (connection.getResponseCode() != OK) {
                throw new IllegalStateException(
                        "CloudFormation took no answer: HTTP " + connection.getResponseCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("CloudFormation took no answer", e);
        }
    }
}
