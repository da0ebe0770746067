/// The interpreter, tested.
@NullMarked
package org.trayline.asl.time;

import org.jspecify.annotations.NullMarked;
