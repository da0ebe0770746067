/// The interpreter, tested.
@NullMarked
package org.trayline.asl.execution;

import org.jspecify.annotations.NullMarked;
