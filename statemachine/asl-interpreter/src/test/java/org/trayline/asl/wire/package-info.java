/// The wire API, tested by the unchanged AWS SDK.
@NullMarked
package org.trayline.asl.wire;

import org.jspecify.annotations.NullMarked;
