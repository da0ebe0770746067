/// Whether a patient is fed at a meal period, with every reason.
@NullMarked
package org.trayline.meal.eligibility;

import org.jspecify.annotations.NullMarked;
