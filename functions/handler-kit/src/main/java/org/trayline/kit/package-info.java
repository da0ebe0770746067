/// What every Lambda handler shares: strict JSON, settings, one log line. It knows no meal.
@NullMarked
package org.trayline.kit;

import org.jspecify.annotations.NullMarked;
