/// The SAM template, read: functions, queues, event sources, the workflow.
@NullMarked
package org.trayline.local.template;

import org.jspecify.annotations.NullMarked;
