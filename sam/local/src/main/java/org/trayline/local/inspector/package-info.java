/// A web page that shows every execution step by step, and the little server behind it.
@NullMarked
package org.trayline.local.inspector;

import org.jspecify.annotations.NullMarked;
