/// What becomes of ordered trays when something changes?
@NullMarked
package org.trayline.revalidateorders;

import org.jspecify.annotations.NullMarked;
