package org.trayline.kit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A Lambda function fed by an SQS queue: every message is its own, and only those that failed go
/// back to the queue (ReportBatchItemFailures,
/// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
public abstract class SqsBatchHandler implements RequestStreamHandler {
    /// The envelope is AWS's, which may grow: unknown fields are theirs.
    private static final JsonMapper ENVELOPE = new JsonMapper();

    private record Failure(String itemIdentifier) {}

    private record Response(List<Failure> batchItemFailures) {}

    protected SqsBatchHandler() {
        LibraryLog.install();
    }

    /// Handles the body of one message; what it throws sends the message back to the queue.
    ///
    /// @param log to be told what the message is about, and what came of it unless that is `DONE`
    protected abstract void process(String messageId, byte[] body, LogLine log);

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        List<Failure> failures = new ArrayList<>();
        for (JsonNode message : ENVELOPE.readTree(in).path("Records")) {
            String id = message.path("messageId").asText();
            try (LogLine log = LogLine.begin(context, null).subject(id).outcome("DONE")) {
                try {
                    process(
                            id,
                            message.path("body").asText().getBytes(StandardCharsets.UTF_8),
                            log);
                } catch (RuntimeException fault) {
                    log.fault(fault);
                    failures.add(new Failure(id));
                }
            }
        }
        out.write(StrictJson.write(new Response(failures)));
    }
}
