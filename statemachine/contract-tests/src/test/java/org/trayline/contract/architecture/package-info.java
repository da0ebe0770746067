/// Who may import whom, and what no source may say.
@NullMarked
package org.trayline.contract.architecture;

import org.jspecify.annotations.NullMarked;
