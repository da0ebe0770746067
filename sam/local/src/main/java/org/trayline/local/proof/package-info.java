/// The proofs of tray orders: composed again and compared, and made a picture.
@NullMarked
package org.trayline.local.proof;

import org.jspecify.annotations.NullMarked;
