/// What is printed for a tray. The one place where a patient's name is.
@NullMarked
package org.trayline.meal.ticket;

import org.jspecify.annotations.NullMarked;
