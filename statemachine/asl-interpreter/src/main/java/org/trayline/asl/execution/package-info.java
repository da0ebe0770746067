/// Runs a checked definition, one virtual thread per thread of control.
@NullMarked
package org.trayline.asl.execution;

import org.jspecify.annotations.NullMarked;
