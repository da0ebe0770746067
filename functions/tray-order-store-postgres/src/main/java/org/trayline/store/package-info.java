/// PostgreSQL behind the ports: one round trip to read, one statement to write.
@NullMarked
package org.trayline.store;

import org.jspecify.annotations.NullMarked;
