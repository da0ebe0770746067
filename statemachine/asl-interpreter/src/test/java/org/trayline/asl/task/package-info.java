/// Calls of functions, tested.
@NullMarked
package org.trayline.asl.task;

import org.jspecify.annotations.NullMarked;
