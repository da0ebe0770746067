package org.trayline.asl;

/// A call that Step Functions refuses, as it does: an error code and a text of the API reference.
public final class ApiFault extends RuntimeException {
    private final String code;

    /// @param code for instance `ExecutionDoesNotExist`
    public ApiFault(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
