package org.trayline.meal.composition;

import java.util.List;
import java.util.Set;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;

/// What composing came to, always with its proof.
public sealed interface Composition {

    Proof proof();

    /// A tray was found, and no better one exists.
    ///
    /// @param items in slot order; an optional slot that stays empty is not among them
    record Composed(List<TrayItem> items, Set<Flag> flags, Proof proof) implements Composition {}

    /// No tray can be given without a human.
    record Held(Reason reason, Proof proof) implements Composition {}
}
