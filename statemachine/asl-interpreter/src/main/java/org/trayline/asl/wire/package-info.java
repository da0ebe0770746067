/// The Step Functions wire API (AWS JSON 1.0) over HTTP.
@NullMarked
package org.trayline.asl.wire;

import org.jspecify.annotations.NullMarked;
