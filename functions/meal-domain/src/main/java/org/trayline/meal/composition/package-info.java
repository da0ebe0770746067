/// The best tray that breaks no rule, or the proof that there is none.
@NullMarked
package org.trayline.meal.composition;

import org.jspecify.annotations.NullMarked;
