package org.trayline.asl.definition;

import org.jspecify.annotations.Nullable;

/// Why a definition is refused.
///
/// @param code AWS's, for instance `SCHEMA_VALIDATION_FAILED`
/// @param pointer where, as a JSON pointer, and `/` is the whole document; null for no place
public record Problem(String code, @Nullable String pointer, String message) {
    @Override
    public String toString() {
        return code + ": " + message + " at " + pointer;
    }
}
