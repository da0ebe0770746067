/// Recipes from Redis, which may be slow, empty, wrong or gone: then from the database.
@NullMarked
package org.trayline.cache;

import org.jspecify.annotations.NullMarked;
