/// A state machine as sealed records: parsed and checked once, refused with all errors at once.
@NullMarked
package org.trayline.asl.definition;

import org.jspecify.annotations.NullMarked;
