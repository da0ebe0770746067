/// Writes into the ledger that an execution failed.
@NullMarked
package org.trayline.recordfailure;

import org.jspecify.annotations.NullMarked;
