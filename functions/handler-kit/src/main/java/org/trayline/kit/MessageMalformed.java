package org.trayline.kit;

/// A message that a function does not understand: retrying cannot help. Names the JSON pointer,
/// never the value, which may be about a patient.
public final class MessageMalformed extends RuntimeException {
    public MessageMalformed(String pointer, String rule) {
        super((pointer.isEmpty() ? "/" : pointer) + ": " + rule);
    }
}
