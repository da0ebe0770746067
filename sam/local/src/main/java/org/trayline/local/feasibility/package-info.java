/// What a day to come would be like: checked part by part, shown as table, CSV and JSON.
@NullMarked
package org.trayline.local.feasibility;

import org.jspecify.annotations.NullMarked;
