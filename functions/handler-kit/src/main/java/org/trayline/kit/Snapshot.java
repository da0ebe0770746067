package org.trayline.kit;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// What a handler does before Lambda takes the snapshot that its versions start from (SnapStart):
/// reads a message once, so that the readers of its type are part of the snapshot. Elsewhere
/// nothing calls it.
final class Snapshot implements Resource {
    private final Runnable priming;

    private Snapshot(Runnable priming) {
        this.priming = priming;
    }

    /// @return to be kept by the handler: the context forgets whom nobody else knows
    static Snapshot priming(Runnable priming) {
        Snapshot snapshot = new Snapshot(priming);
        Core.getGlobalContext().register(snapshot);
        return snapshot;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            priming.run();
        } catch (RuntimeException e) {
            // Then the first call is a little slower; a deployment does not fail for that.
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing of a message outlives it.
    }
}
