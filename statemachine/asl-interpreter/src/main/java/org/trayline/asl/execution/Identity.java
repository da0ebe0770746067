package org.trayline.asl.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.json.Json;

/// What never changes about an execution.
///
/// @param versionArn the version it was started with, or an alias chose; null if none
/// @param aliasArn the alias it was started with; null if none
public record Identity(
        String arn,
        String name,
        String stateMachineArn,
        String stateMachineName,
        @Nullable String versionArn,
        @Nullable String aliasArn,
        String roleArn,
        Instant startDate,
        Json input) {
    /// True if the ARN is that of the version or the alias it was started with.
    public boolean startedWith(String arn) {
        return arn.equals(versionArn) || arn.equals(aliasArn);
    }
}
