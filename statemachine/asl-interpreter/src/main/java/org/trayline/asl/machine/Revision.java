package org.trayline.asl.machine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.StateMachineDefinition;

/// What a state machine is at one time: an execution keeps the one it started with.
///
/// @param text the definition, letter for letter
/// @param revisionId null until the first update, as on AWS
public record Revision(
        String text,
        StateMachineDefinition definition,
        String roleArn,
        @Nullable String revisionId,
        Instant updateDate) {
    public boolean sameAs(String otherText, String otherRole) {
        return text.equals(otherText) && roleArn.equals(otherRole);
    }
}
