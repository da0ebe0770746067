/// How fast the composer is, measured by JMH, and how fast two solvers are that were told the same
/// rules.
@NullMarked
package org.trayline.benchmark;

import org.jspecify.annotations.NullMarked;
