/// Lambda on one machine: the template's handlers, called with the same bytes.
@NullMarked
package org.trayline.local.lambda;

import org.jspecify.annotations.NullMarked;
