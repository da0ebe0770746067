/// The real PostgreSQL, Redis, SQS and a topic, on loopback.
@NullMarked
package org.trayline.local.services;

import org.jspecify.annotations.NullMarked;
