/// What lies on the DLQ, and the only way out of it.
@NullMarked
package org.trayline.replayorders;

import org.jspecify.annotations.NullMarked;
