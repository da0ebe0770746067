@NullMarked
package org.trayline.local.inspector;

import org.jspecify.annotations.NullMarked;
