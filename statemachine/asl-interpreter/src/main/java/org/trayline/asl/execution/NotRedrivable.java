package org.trayline.asl.execution;

/// An execution cannot be redriven; the reason is AWS's.
public final class NotRedrivable extends Exception {
    NotRedrivable(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
