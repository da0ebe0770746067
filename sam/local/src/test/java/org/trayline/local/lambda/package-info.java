@NullMarked
package org.trayline.local.lambda;

import org.jspecify.annotations.NullMarked;
