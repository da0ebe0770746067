package org.trayline.local.inspector;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Draws the proof of a tray order as a piece of HTML for the page to put in its place.
///
/// The page's Content-Security-Policy holds for it: no inline script and no style attribute.
@FunctionalInterface
public interface ProofFragments {
    /// @return null where there is none to draw; the page then shows the proof's figures itself
    @Nullable String of(String trayOrderId) throws IOException;
}
