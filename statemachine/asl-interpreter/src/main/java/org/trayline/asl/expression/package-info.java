/// JSONata: compiled expressions, templates that hold them, and what Step Functions adds to the
/// language.
@NullMarked
package org.trayline.asl.expression;

import org.jspecify.annotations.NullMarked;
