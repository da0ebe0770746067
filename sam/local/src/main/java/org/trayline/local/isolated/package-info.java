/// Functions as Lambda runs them: each shaded jar in a JVM of its own, with AWS's own runtime.
@NullMarked
package org.trayline.local.isolated;

import org.jspecify.annotations.NullMarked;
