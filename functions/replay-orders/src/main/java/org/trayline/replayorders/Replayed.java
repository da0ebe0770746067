package org.trayline.replayorders;

import java.util.List;

/// What happened to each.
///
/// @param unitUnknown how many were left out by a unit that is not known of them
/// @param hidden messages that another looks at now, or one that was interrupted; they come back
public record Replayed(List<Row> rows, boolean dryRun, int hidden, int unitUnknown) {
    public Replayed {
        rows = List.copyOf(rows);
    }

    /// @param fate of a dry run, what would be done
    public record Row(Stranded stranded, Fate fate, End end) {
        /// Whether a person has to look at it again.
        public boolean failed() {
            boolean refused =
                    switch (fate) {
                        case Fate.Stays stays -> true;
                        case Fate.Redriven redriven -> false;
                        case Fate.StartedAnew anew -> false;
                        case Fate.SentBack back -> false;
                        case Fate.Running running -> false;
                        case Fate.Settled settled -> false;
                    };
            return refused || end instanceof End.FailedAgain;
        }
    }

    public long failed() {
        return rows.stream().filter(Row::failed).count();
    }
}
