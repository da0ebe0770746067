/// The whole system on one machine: what the template describes, in one process.
@NullMarked
package org.trayline.local;

import org.jspecify.annotations.NullMarked;
