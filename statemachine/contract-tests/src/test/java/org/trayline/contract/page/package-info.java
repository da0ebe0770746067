/// What the pages of `sam/` say is computed, or compared with what they are about.
@NullMarked
package org.trayline.contract.page;

import org.jspecify.annotations.NullMarked;
