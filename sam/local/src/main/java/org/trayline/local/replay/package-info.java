/// Replay Orders on a terminal.
@NullMarked
package org.trayline.local.replay;

import org.jspecify.annotations.NullMarked;
