/// What a Task state calls: the port to Lambda functions and its HTTP adapter.
@NullMarked
package org.trayline.asl.task;

import org.jspecify.annotations.NullMarked;
