package org.trayline.replayorders;

import org.jspecify.annotations.Nullable;

/// What a replay did with one.
public sealed interface Fate {

    /// A code for tables and machines.
    default String code() {
        return switch (this) {
            case Redriven redriven -> "REDRIVEN";
            case StartedAnew anew -> "STARTED_ANEW";
            case SentBack back -> "SENT_BACK";
            case Running running -> "WAS_RUNNING";
            case Settled settled -> "WAS_SETTLED";
            case Stays stays -> stays.why().name();
        };
    }

    /// For people; empty where there is nothing to add.
    default String detail() {
        return switch (this) {
            case StartedAnew(String execution, String because) -> because;
            case Stays(Why why, String detail) -> detail;
            case Redriven redriven -> "";
            case SentBack back -> "";
            case Running running -> "";
            case Settled settled -> "";
        };
    }

    /// The execution that goes on, begins or has ended; null where it stays.
    @Nullable String execution();

    /// Goes on from the state that failed.
    record Redriven(String execution) implements Fate {}

    /// A new attempt, from the beginning.
    ///
    /// @param because why it could not go on; empty where the operator wanted it so
    record StartedAnew(String execution, String because) implements Fate {}

    /// To the queue of tray requests, since it was never started.
    record SentBack(String execution) implements Fate {}

    /// Went on already: an earlier replay was accepted.
    record Running(String execution) implements Fate {}

    /// Had come to an outcome already.
    record Settled(String execution) implements Fate {}

    /// Stays on the DLQ.
    ///
    /// @param detail for people
    record Stays(Why why, String detail) implements Fate {
        @Override
        public @Nullable String execution() {
            return null;
        }
    }

    enum Why {
        /// Tried as often as may be.
        POISON,
        MALFORMED,
        FORGOTTEN,
        /// AWS refused it now; the next replay may go through.
        REFUSED,
        /// Another replay has it.
        TAKEN
    }
}
