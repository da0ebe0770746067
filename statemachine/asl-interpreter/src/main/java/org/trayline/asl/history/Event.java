package org.trayline.asl.history;

import java.time.Instant;

/// One event of an execution.
///
/// @param id from 1 on, without gaps
/// @param previousId the event that led to this one; 0 for none
public record Event(long id, long previousId, Instant timestamp, EventDetail detail) {}
