/// Workflow, template, handlers and deployable jars agree.
@NullMarked
package org.trayline.contract.workflow;

import org.jspecify.annotations.NullMarked;
