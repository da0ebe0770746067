/// PostgreSQL for the tests of the adapters and the functions.
@NullMarked
package org.trayline.testdatabase;

import org.jspecify.annotations.NullMarked;
