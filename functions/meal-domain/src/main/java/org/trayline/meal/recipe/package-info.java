/// What the kitchen can make, and the rules that keep a recipe off a tray.
@NullMarked
package org.trayline.meal.recipe;

import org.jspecify.annotations.NullMarked;
