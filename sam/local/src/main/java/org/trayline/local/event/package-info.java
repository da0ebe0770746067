/// EventBridge: the rules of the template.
@NullMarked
package org.trayline.local.event;

import org.jspecify.annotations.NullMarked;
