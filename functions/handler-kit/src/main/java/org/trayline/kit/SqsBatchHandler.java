package org.trayline.kit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    /// Handles the body of one message; what it throws sends the message back to the queue.
    protected abstract void process(String messageId, byte[] body);

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        List<Failure> failures = new ArrayList<>();
        for (JsonNode message : ENVELOPE.readTree(in).path("Records")) {
            String id = message.path("messageId").asText();
            long start = System.nanoTime();
            String outcome = "DONE";
            try {
                process(id, message.path("body").asText().getBytes(StandardCharsets.UTF_8));
            } catch (RuntimeException e) {
                outcome = e.getClass().getName();
                failures.add(new Failure(id));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            context.getLogger()
                    .log(new LogLine(context.getFunctionName(), id, outcome, took).json());
        }
        out.write(StrictJson.write(new Response(failures)));
    }
}
