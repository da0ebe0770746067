package org.trayline.asl.expression;

import org.jspecify.annotations.Nullable;

/// A query of a state could not be answered: what AWS calls States.QueryEvaluationError.
///
/// The message is AWS's text without its head, which names the state.
public final class QueryFailed extends Exception {
    private final transient @Nullable String location;

    /// @param location the field, for instance `Output/items[0]`; null where AWS names none
    public QueryFailed(@Nullable String location, String message) {
        super(message, null, false, false);
        this.location = location;
    }

    public @Nullable String location() {
        return location;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
