/// Asks for trays on demand.
@NullMarked
package org.trayline.requesttray;

import org.jspecify.annotations.NullMarked;
