package org.trayline.meal.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param next of the last tray, where others follow; null on the last page
public record TrayPage(List<TrayRow> trays, @Nullable TrayPlace next) {
    public TrayPage {
        trays = List.copyOf(trays);
    }
}
