/// Reads a hospital folder, refuses a bad one with every bad row named, and loads a good one in one
/// transaction.
@NullMarked
package org.trayline.importhospital;

import org.jspecify.annotations.NullMarked;
