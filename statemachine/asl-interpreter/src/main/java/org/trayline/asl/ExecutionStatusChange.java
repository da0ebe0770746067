package org.trayline.asl;

import java.time.Instant;
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
        @Nullable Instant redriveDate) {}
