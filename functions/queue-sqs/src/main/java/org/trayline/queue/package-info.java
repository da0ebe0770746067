/// Messages to an SQS queue, in batches.
@NullMarked
package org.trayline.queue;

import org.jspecify.annotations.NullMarked;
