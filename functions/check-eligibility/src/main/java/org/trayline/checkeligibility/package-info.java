/// May this patient be fed at this meal?
@NullMarked
package org.trayline.checkeligibility;

import org.jspecify.annotations.NullMarked;
