/// The tray request that someone makes and the tray order that comes of it.
@NullMarked
package org.trayline.meal.order;

import org.jspecify.annotations.NullMarked;
