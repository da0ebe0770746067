package org.trayline.asl.definition;

/// The query language of a state machine, which its states have unless they say otherwise; those
/// that a Parallel or a Map holds, too: what such a state says counts for itself alone.
enum Language {
    /// JSONPath, said or not: a state may choose JSONata for itself.
    JSONPATH,
    /// No state may go back.
    JSONATA;

    static final String INVALID = "Value should be one of the following: [JSONPath, JSONata]";

    private static final String UNSUPPORTED =
            "QueryLanguage 'JSONPath' is not supported: this state must be written in 'JSONata'";

    /// False, and a problem, if a state is not written in JSONata.
    boolean isJsonata(Node state) {
        String named = state.text("QueryLanguage");
        if (named == null) {
            if (this == JSONPATH) {
                state.refuse("QueryLanguage", UNSUPPORTED);
            }
            return this == JSONATA;
        }
        return switch (named) {
            case "JSONata" -> true;
            case "JSONPath" -> {
                if (this == JSONATA) {
                    state.refuse(
                            "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole"
                                    + " state machine");
                } else {
                    state.refuse("QueryLanguage", UNSUPPORTED);
                }
                yield false;
            }
            default -> {
                state.refuse("QueryLanguage", INVALID);
                yield false;
            }
        };
    }
}
