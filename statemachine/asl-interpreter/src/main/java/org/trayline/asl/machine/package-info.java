/// State machines as they are registered: revisions, versions, aliases, tags.
@NullMarked
package org.trayline.asl.machine;

import org.jspecify.annotations.NullMarked;
