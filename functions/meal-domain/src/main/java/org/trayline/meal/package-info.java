/// x
@NullMarked
package org.trayline.meal;

import org.jspecify.annotations.NullMarked;
