package org.trayline.meal.composition;

/// The best tray a search has found, as what another one must come to in order to be better or as
/// good.
final class Incumbent {
    /// How often a search may look into what is as good in the objective before it leaves that to
    /// searches of its own.
    private static final int CROWD = 2000;

    private final long farthest;
    private long objective = Long.MAX_VALUE;
    private long distance;
    private boolean tied;
    private int equals;

    /// @param farthest from the target that any tray may be
    Incumbent(long farthest) {
        this.farthest = farthest;
    }

    /// Any tray that comes to less is better, however far it is from the target.
    static Incumbent byObjectiveAlone() {
        Incumbent incumbent = new Incumbent(Amounts.UNLIMITED);
        incumbent.equals = CROWD;
        return incumbent;
    }

    /// How far from the target a tray may be whose objective is at least this; negative where no
    /// such tray is wanted.
    long window(long objective) {
        if (objective < this.objective) {
            return farthest;
        }
        if (objective > this.objective || equals >= CROWD) {
            return -1;
        }
        equals++;
        // One tie is enough to know that ids decide.
        return tied ? distance - 1 : distance;
    }

    /// A tray inside its [#window].
    ///
    /// @return whether it is better, and not only a tie
    boolean offer(long objective, long distance) {
        tied = objective == this.objective && distance == this.distance;
        this.objective = objective;
        this.distance = distance;
        return !tied;
    }

    long objective() {
        return objective;
    }

    long distance() {
        return distance;
    }

    /// Whether another tray comes to the same objective and distance.
    boolean tied() {
        return tied;
    }

    /// Whether so many trays come to the same objective that the one nearest to the target is not
    /// known, nor whether it is tied.
    boolean crowded() {
        return equals >= CROWD;
    }
}
