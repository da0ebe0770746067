/// The interpreter, tested.
@NullMarked
package org.trayline.asl;

import org.jspecify.annotations.NullMarked;
