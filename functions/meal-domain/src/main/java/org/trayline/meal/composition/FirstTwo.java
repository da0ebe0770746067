package org.trayline.meal.composition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The two trays that come first by objective, then distance from the target, then recipe ids.
final class FirstTwo implements Wanted {
    /// How many trays of one objective a search looks at before it leaves the choice between them
    /// to searches of their own.
    private static final int CROWD = 100;

    private final long farthest;
    private @Nullable Place first;
    private @Nullable Place second;
    private int equals;

    /// @param farthest from the target that any tray may be
    FirstTwo(long farthest) {
        this.farthest = farthest;
    }

    /// A tray by slot, and what decides between it and others.
    static final class Place {
        final int[] tray;
        final long objective;
        final long distance;

        private Place(int[] tray, long objective, long distance) {
            this.tray = tray;
            this.objective = objective;
            this.distance = distance;
        }

        boolean isBefore(Place other) {
            if (objective != other.objective) {
                return objective < other.objective;
            }
            return distance == other.distance
                    // Items are in the order of ids, the empty slot after them.
                    ? Arrays.compare(tray, other.tray) < 0
                    : distance < other.distance;
        }
    }

    @Nullable Place first() {
        return first;
    }

    @Nullable Place second() {
        return second;
    }

    /// Whether so many trays come to the same objective that only the objectives of the two are
    /// known.
    boolean crowded() {
        return equals >= CROWD;
    }

    @Override
    public long most() {
        Place last = second;
        return last == null ? Amounts.UNLIMITED : crowded() ? last.objective - 1 : last.objective;
    }

    @Override
    public long window(long objective) {
        Place last = second;
        if (last == null || objective < last.objective) {
            return farthest;
        }
        return objective > last.objective || crowded() ? -1 : last.distance;
    }

    @Override
    public boolean offer(int[] tray, long objective, long distance) {
        Place place = new Place(tray.clone(), objective, distance);
        Place best = first;
        Place next = second;
        if (best != null && Arrays.equals(best.tray, tray)) {
            return false;
        }
        if (next != null && objective == next.objective) {
            equals++;
        }
        if (best == null || place.isBefore(best)) {
            second = best;
            first = place;
        } else if (next == null || place.isBefore(next)) {
            second = place;
        }
        return false;
    }
}
