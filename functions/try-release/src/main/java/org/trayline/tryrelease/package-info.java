/// A release is tried before it is called.
@NullMarked
package org.trayline.tryrelease;

import org.jspecify.annotations.NullMarked;
