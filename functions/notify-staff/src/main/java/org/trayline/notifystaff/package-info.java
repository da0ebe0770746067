/// Tells the staff what became of a tray.
@NullMarked
package org.trayline.notifystaff;

import org.jspecify.annotations.NullMarked;
