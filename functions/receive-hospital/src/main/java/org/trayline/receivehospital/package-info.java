/// Hospital folders that come by S3.
@NullMarked
package org.trayline.receivehospital;

import org.jspecify.annotations.NullMarked;
