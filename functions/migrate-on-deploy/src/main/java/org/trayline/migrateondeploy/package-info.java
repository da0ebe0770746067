/// Between CloudFormation and the function that migrates.
@NullMarked
package org.trayline.migrateondeploy;

import org.jspecify.annotations.NullMarked;
