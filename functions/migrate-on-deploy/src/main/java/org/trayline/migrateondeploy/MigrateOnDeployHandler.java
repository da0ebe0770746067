package org.trayline.migrateondeploy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.trayline.kit.ForeignJson;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;

/// The Lambda behind the custom resource *Migration*: CloudFormation calls it when a release
/// brings another schema. When the stack goes, the database stays as it is.
public final class MigrateOnDeployHandler implements RequestStreamHandler {
    private final Migration migration;

    public MigrateOnDeployHandler() {
        this(Settings.ofProcess());
    }

    public MigrateOnDeployHandler(Settings settings) {
        this(of(settings.require("DATABASE_SECRET_ARN", "MIGRATE_FUNCTION_ARN")));
    }

    MigrateOnDeployHandler(Migration migration) {
        this.migration = migration;
    }

    private static Migration of(Map<String, String> values) {
        return Migration.of(
                values.getOrDefault("DATABASE_SECRET_ARN", ""),
                values.getOrDefault("MIGRATE_FUNCTION_ARN", ""));
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        try (LogLine log = LogLine.begin(context, null)) {
            ForeignJson request =
                    ForeignJson.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            log.subject(request.text("/RequestType"));
            answer(request, log);
        }
    }

    private void answer(ForeignJson request, LogLine log) {
        StackAnswer answer = new StackAnswer(request);
        try {
            String version =
                    request.text("/RequestType").equals("Delete") ? "kept" : migration.run();
            answer.success(version);
            log.outcome("SUCCESS");
        } catch (RuntimeException fault) {
            log.fault(fault);
            answer.failure(String.valueOf(fault.getMessage()));
        }
    }
}
