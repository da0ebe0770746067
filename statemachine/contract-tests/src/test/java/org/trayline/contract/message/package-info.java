/// The messages that flow are those that `schema/messages` describes.
@NullMarked
package org.trayline.contract.message;

import org.jspecify.annotations.NullMarked;
