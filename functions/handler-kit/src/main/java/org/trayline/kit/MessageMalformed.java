package org.trayline.kit;

/// A message that a function does not understand: retrying cannot help. Names the JSON pointer,
/// never the value, which may be about a patient.
public final class MessageMalformed extends RuntimeException {
    private final String pointer;
    private final String rule;

    public MessageMalformed(String pointer, String rule) {
        super((pointer.isEmpty() ? "/" : pointer) + ": " + rule);
        this.pointer = pointer;
        this.rule = rule;
    }

    /// Of what is wrong; empty for the message as a whole.
    public String pointer() {
        return pointer;
    }

    public String rule() {
        return rule;
    }
}
