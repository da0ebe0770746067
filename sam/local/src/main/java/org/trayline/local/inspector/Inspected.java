package org.trayline.local.inspector;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trayline.replayorders.ReplayOrders;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What the inspector looks at.
///
/// @param where what a person calls it, for instance `this machine` or a profile and its region
/// @param now the clock of the executions
/// @param zone of the facility; null where it is not known, times are then the browser's
/// @param mayChange whether it may redrive and start
/// @param deadLetters null where no DLQ is looked at
/// @param trayStatus the project's API; null where there is none, executions are then listed
public record Inspected(
        SfnClient sfn,
        String stateMachineArn,
        String where,
        Supplier<Instant> now,
        @Nullable ZoneId zone,
        boolean mayChange,
        @Nullable ReplayOrders deadLetters,
        @Nullable TrayApi trayStatus) {

    /// The project's API.
    ///
    /// @param token of whoever looks
    public record TrayApi(URI address, String token) {}

    String name() {
        return stateMachineArn.substring(stateMachineArn.lastIndexOf(':') + 1);
    }

    String executionArn(String executionName) {
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + executionName;
    }
}
