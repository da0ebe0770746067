package org.trayline.asl.machine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A published, numbered revision of a state machine; it never changes.
public record Version(
        int number, Revision revision, Instant creationDate, @Nullable String description) {}
