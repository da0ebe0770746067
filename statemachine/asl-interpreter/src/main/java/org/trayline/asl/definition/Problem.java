package org.trayline.asl.definition;

/// Why a definition is refused.
///
/// @param code AWS's, for instance `SCHEMA_VALIDATION_FAILED`
/// @param pointer where, as a JSON pointer; `/` is the whole document
public record Problem(String code, String pointer, String message) {
    @Override
    public String toString() {
        return code + ": " + message + (pointer.isEmpty() ? "" : " at " + pointer);
    }
}
