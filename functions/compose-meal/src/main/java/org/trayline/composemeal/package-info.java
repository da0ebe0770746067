/// The best tray that breaks no rule.
@NullMarked
package org.trayline.composemeal;

import org.jspecify.annotations.NullMarked;
