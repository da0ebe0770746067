/// Requests to the API at a steady rate, and how long they take.
@NullMarked
package org.trayline.local.load;

import org.jspecify.annotations.NullMarked;
