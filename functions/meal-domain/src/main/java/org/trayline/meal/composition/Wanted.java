package org.trayline.meal.composition;

/// What a search looks for, and what it has found.
interface Wanted {

    /// The most that the objective of a tray may come to that is still wanted.
    long most();

    /// How far from the target a tray may be whose objective is at least this; negative where no
    /// such tray is wanted.
    long window(long objective);

    /// A tray inside its [#window].
    ///
    /// @param tray by slot; the search goes on with the same array
    /// @return whether the search may end
    boolean offer(int[] tray, long objective, long distance);
}
