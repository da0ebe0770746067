/// What a diet order becomes for the rules.
@NullMarked
package org.trayline.meal.diet;

import org.jspecify.annotations.NullMarked;
