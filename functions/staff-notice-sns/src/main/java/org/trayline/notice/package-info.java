/// Notices to staff over SNS.
@NullMarked
package org.trayline.notice;

import org.jspecify.annotations.NullMarked;
