/// The patient as the wards know them: stay, allergies, dislikes.
@NullMarked
package org.trayline.meal.patient;

import org.jspecify.annotations.NullMarked;
