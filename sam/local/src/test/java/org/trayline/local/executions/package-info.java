@NullMarked
package org.trayline.local.executions;

import org.jspecify.annotations.NullMarked;
