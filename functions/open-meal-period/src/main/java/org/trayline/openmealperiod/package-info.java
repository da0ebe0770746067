/// Who is due at a meal? Asks for a tray for each.
@NullMarked
package org.trayline.openmealperiod;

import org.jspecify.annotations.NullMarked;
