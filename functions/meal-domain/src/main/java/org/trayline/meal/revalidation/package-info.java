/// What becomes of an ordered tray when something changes before it is served.
@NullMarked
package org.trayline.meal.revalidation;

import org.jspecify.annotations.NullMarked;
