/// The clinician's order: what a patient may eat, and within which limits.
@NullMarked
package org.trayline.meal.diet;

import org.jspecify.annotations.NullMarked;
