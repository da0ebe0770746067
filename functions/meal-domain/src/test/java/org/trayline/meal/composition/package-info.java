/// The composer against cases that a dietitian can read, and against the rules tried by hand.
@NullMarked
package org.trayline.meal.composition;

import org.jspecify.annotations.NullMarked;
