/// One meal period: opened, watched, summed up, exported.
@NullMarked
package org.trayline.local.meal;

import org.jspecify.annotations.NullMarked;
