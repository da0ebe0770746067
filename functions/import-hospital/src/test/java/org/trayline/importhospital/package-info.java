@NullMarked
package org.trayline.importhospital;

import org.jspecify.annotations.NullMarked;
