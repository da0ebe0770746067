package org.trayline.meal.composition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tray whose objective is the least.
final class Least implements Wanted {
    private long most;
    private int @Nullable [] found;

    /// @param most that the objective may come to
    Least(long most) {
        this.most = most;
    }

    Optional<int[]> found() {
        return Optional.ofNullable(found);
    }

    @Override
    public long most() {
        return most;
    }

    @Override
    public long window(long objective) {
        return objective <= most ? Amounts.UNLIMITED : -1;
    }

    @Override
    public boolean offer(int[] tray, long objective, long distance) {
        found = tray.clone();
        most = objective - 1;
        return false;
    }
}
