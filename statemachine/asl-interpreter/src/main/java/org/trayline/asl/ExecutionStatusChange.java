package org.trayline.asl;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.execution.ExecutionStatus;
import org.trayline.asl.json.Json;

/// An execution has started, was redriven or has ended: the detail of what EventBridge would send
/// as `Step Functions Execution Status Change`.
///
/// @param stopDate null while the execution runs
/// @param output null unless it succeeded
public record ExecutionStatusChange(
        String executionArn,
        String stateMachineArn,
        String name,
        ExecutionStatus status,
        Instant startDate,
        @Nullable Instant stopDate,
        Json input,
        @Nullable Json output,
        @Nullable String error,
        @Nullable String cause,
        int redriveCount,
        @Nullable Instant redriveDate) {
    /// The `detail` of EventBridge's event: times in milliseconds since 1970, JSON as text.
    public Json detail() {
        Map<String, Object> included = Map.of("included", true);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("executionArn", executionArn);
        detail.put("stateMachineArn", stateMachineArn);
        detail.put("name", name);
        detail.put("status", status.name());
        detail.put("startDate", startDate.toEpochMilli());
        detail.put("stopDate", orNull(stopDate == null ? null : stopDate.toEpochMilli()));
        detail.put("input", input.text());
        detail.put("output", orNull(output == null ? null : output.text()));
        detail.put("inputDetails", included);
        detail.put("outputDetails", orNull(output == null ? null : included));
        detail.put("error", orNull(error));
        detail.put("cause", orNull(cause));
        detail.put("redriveCount", redriveCount);
        detail.put("redriveDate", orNull(redriveDate == null ? null : redriveDate.toEpochMilli()));
        return Json.of(detail);
    }

    private static Object orNull(@Nullable Object value) {
        return value == null ? Json.NULL : value;
    }
}
