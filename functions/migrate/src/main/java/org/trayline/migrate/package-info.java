/// The schema, as a step of a deployment.
@NullMarked
package org.trayline.migrate;

import org.jspecify.annotations.NullMarked;
