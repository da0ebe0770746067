/// Which patients would have no compliant tray on a day that is still to come, and what would help.
@NullMarked
package org.trayline.meal.feasibility;

import org.jspecify.annotations.NullMarked;
