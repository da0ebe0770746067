/// Whatever breaks, every patient who was due comes to exactly one outcome that somebody knows of.
@NullMarked
package org.trayline.local.faults;

import org.jspecify.annotations.NullMarked;
