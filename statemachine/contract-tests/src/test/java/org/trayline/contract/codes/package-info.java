/// Codes are the same in code, database, reference tables, pages and workflow.
@NullMarked
package org.trayline.contract.codes;

import org.jspecify.annotations.NullMarked;
