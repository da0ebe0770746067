/// The terminal's view of executions: a list, and one as a tree of states. It knows Step Functions
/// by its API only, so it looks at this machine and at an AWS account alike.
@NullMarked
package org.trayline.local.executions;

import org.jspecify.annotations.NullMarked;
