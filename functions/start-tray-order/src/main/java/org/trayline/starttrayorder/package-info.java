/// Starts an execution for every tray request on the queue.
@NullMarked
package org.trayline.starttrayorder;

import org.jspecify.annotations.NullMarked;
