package org.trayline.meal.order;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An execution ended without an outcome: the message that the rule of the template makes of it,
/// for the DLQ and for the ledger.
///
/// @param schemaVersion 1
/// @param name of the execution
/// @param error the class of a fault or an error of the workflow; empty where it has none
public record FailedExecution(
        int schemaVersion, String executionArn, String name, Status status, String error) {
    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})-([1-9][0-9]{0,8})");

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
            Matcher matcher = NAME.matcher(name);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Attempt(
                            new TrayRequestId(UUID.fromString(matcher.group(1))),
                            Integer.parseInt(matcher.group(2))));
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
