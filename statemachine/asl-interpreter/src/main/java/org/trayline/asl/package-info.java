/// Runs Amazon States Language workflows on one machine, as AWS Step Functions does.
@NullMarked
package org.trayline.asl;

import org.jspecify.annotations.NullMarked;
