/// What every function behind API Gateway shares: events and answers of the REST API's proxy
/// integration, routes, strict parameters, problems, ETags. It knows no meal.
@NullMarked
package org.trayline.api;

import org.jspecify.annotations.NullMarked;
