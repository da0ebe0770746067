/// A handler's surroundings for the tests of the functions.
@NullMarked
package org.trayline.testinvocation;

import org.jspecify.annotations.NullMarked;
