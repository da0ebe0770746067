package org.trayline.meal.order;

import java.util.Optional;
import java.util.UUID;

/// An execution ended without an outcome: the message that the rule of the template makes of it,
/// for the DLQ and for the ledger.
///
/// @param schemaVersion 1
/// @param name of the execution
/// @param error the class of a fault or an error of the workflow; empty where it has none
public record FailedExecution(
        int schemaVersion, String executionArn, String name, Status status, String error) {
    private static final int UUID_LENGTH = 36;

    public enum Status {
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    /// An attempt of a tray request.
    public record Attempt(TrayRequestId requestId, int number) {

        /// Whose execution bears that name; empty where it was started by hand, under another.
        ///
        /// @see TrayRequest#executionName()
        public static Optional<Attempt> ofExecution(String name) {
            try {
                TrayRequestId id =
                        new TrayRequestId(UUID.fromString(name.substring(0, UUID_LENGTH)));
                int number = Integer.parseInt(name.substring(UUID_LENGTH + 1));
                // Read leniently above, so that only what is written the same way is meant.
                return TrayRequest.executionName(id, number).equals(name)
                        ? Optional.of(new Attempt(id, number))
                        : Optional.empty();
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
    }

    /// Of which request it was an attempt; empty where it was started by hand, under another name.
    public Optional<Attempt> attempt() {
        return Attempt.ofExecution(name);
    }

    /// A code in any case: the error, or how it ended.
    public String code() {
        return error.isBlank() ? status.name() : error;
    }
}
