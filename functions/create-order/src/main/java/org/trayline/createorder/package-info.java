/// Writes the tray order, once.
@NullMarked
package org.trayline.createorder;

import org.jspecify.annotations.NullMarked;
