package org.trayline.meal.composition;

import java.util.ArrayList;
import java.util.List;

/// Any trays: the first that a search comes to.
final class Any implements Wanted {
    private final long farthest;
    private final int count;
    private final List<int[]> found = new ArrayList<>();

    /// @param farthest from the target that they may be
    /// @param count how many
    Any(long farthest, int count) {
        this.farthest = farthest;
        this.count = count;
    }

    List<int[]> found() {
        return found;
    }

    @Override
    public long most() {
        return 0;
    }

    @Override
    public long window(long objective) {
        return farthest;
    }

    @Override
    public boolean offer(int[] tray, long objective, long distance) {
        found.add(tray.clone());
        return found.size() == count;
    }
}
