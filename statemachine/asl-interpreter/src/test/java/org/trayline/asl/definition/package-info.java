/// The interpreter, tested.
@NullMarked
package org.trayline.asl.definition;

import org.jspecify.annotations.NullMarked;
