/// Who would have no compliant tray on a day to come, and what would help?
@NullMarked
package org.trayline.checkfeasibility;

import org.jspecify.annotations.NullMarked;
