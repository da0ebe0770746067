/// Time as a workflow sees it.
@NullMarked
package org.trayline.asl.time;

import org.jspecify.annotations.NullMarked;
