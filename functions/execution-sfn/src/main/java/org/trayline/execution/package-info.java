/// Executions of the workflow over Step Functions.
@NullMarked
package org.trayline.execution;

import org.jspecify.annotations.NullMarked;
