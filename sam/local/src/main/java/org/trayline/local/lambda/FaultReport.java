package org.trayline.local.lambda;

import org.jspecify.annotations.Nullable;

/// What an environment of another process reports of a handler that threw.
public final class FaultReport extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;
    private final String json;

    /// @param type the class of what was thrown
    /// @param json the whole report
    public FaultReport(String type, @Nullable String message, String json) {
        super(message);
        this.type = type;
        this.json = json;
    }

    String type() {
        return type;
    }

    String json() {
        return json;
    }
}
