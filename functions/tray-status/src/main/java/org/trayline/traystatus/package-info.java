/// What became of the trays that were asked for: the reading part of the API.
@NullMarked
package org.trayline.traystatus;

import org.jspecify.annotations.NullMarked;
