/// What became of the trays that were asked for: read models, nothing is decided here.
@NullMarked
package org.trayline.meal.status;

import org.jspecify.annotations.NullMarked;
