/// JSON values as workflows see them: the text and the value of one datum, each made once.
@NullMarked
package org.trayline.asl.json;

import org.jspecify.annotations.NullMarked;
