package org.trayline.asl.expression;

/// A text that is not JSONata; the message says code and reason, for instance `S0203: …`.
public final class InvalidExpression extends Exception {
    public InvalidExpression(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
