/// What happened in an execution: one append-only list of sealed events.
@NullMarked
package org.trayline.asl.history;

import org.jspecify.annotations.NullMarked;
