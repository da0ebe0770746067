package org.trayline.replayorders;

import java.util.List;

/// Where a replay came to.
public sealed interface End {

    /// A code for tables and machines; empty where nothing was done.
    default String code() {
        return switch (this) {
            case Outcome(String outcome, List<String> reasons) -> outcome;
            case FailedAgain again -> "FAILED_AGAIN";
            case Open open -> "OPEN";
            case None none -> "";
        };
    }

    /// Codes: of an outcome its reasons, of a failure its error.
    default List<String> reasons() {
        return switch (this) {
            case Outcome(String outcome, List<String> reasons) -> reasons;
            case FailedAgain(String error) -> List.of(error);
            case Open open -> List.of();
            case None none -> List.of();
        };
    }

    /// An outcome of the workflow.
    ///
    /// @param outcome PLACED, HELD, WITHHELD or NOT_NEEDED
    record Outcome(String outcome, List<String> reasons) implements End {
        public Outcome {
            reasons = List.copyOf(reasons);
        }
    }

    /// Failed again; it is back on the DLQ.
    record FailedAgain(String error) implements End {}

    /// Not at an end when the wait was over; or nobody waited.
    record Open() implements End {}

    /// Nothing was done.
    record None() implements End {}
}
