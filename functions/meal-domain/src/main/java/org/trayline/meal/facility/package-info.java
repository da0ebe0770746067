/// The hospital that is served: its zone, its policy, its meal periods and the slots of a tray.
@NullMarked
package org.trayline.meal.facility;

import org.jspecify.annotations.NullMarked;
