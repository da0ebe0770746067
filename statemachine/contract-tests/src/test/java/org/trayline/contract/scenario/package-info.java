/// Cases of `statemachine/scenarios`, run through the workflow and the real handlers.
@NullMarked
package org.trayline.contract.scenario;

import org.jspecify.annotations.NullMarked;
