/// Facts that several parts of the project rely on, held against all of them.
@NullMarked
package org.trayline.contract;

import org.jspecify.annotations.NullMarked;
