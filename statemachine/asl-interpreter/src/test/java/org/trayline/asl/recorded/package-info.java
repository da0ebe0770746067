/// The interpreter against what AWS itself answered, where the recordings are at hand.
@NullMarked
package org.trayline.asl.recorded;

import org.jspecify.annotations.NullMarked;
