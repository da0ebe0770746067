package org.trayline.asl.expression;

/// A text that is not JSONata; the message says why, without JSONata's code, as AWS says it.
public final class InvalidExpression extends Exception {
    public InvalidExpression(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
