/// The interpreter, tested.
@NullMarked
package org.trayline.asl.expression;

import org.jspecify.annotations.NullMarked;
