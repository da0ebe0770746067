/// The interpreter, tested.
@NullMarked
package org.trayline.asl.json;

import org.jspecify.annotations.NullMarked;
