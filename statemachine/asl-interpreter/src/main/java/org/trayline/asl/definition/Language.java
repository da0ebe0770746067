package org.trayline.asl.definition;

import org.jspecify.annotations.Nullable;

/// The query language that states inherit from what holds them.
enum Language {
    /// Nothing is said: JSONPath, and a state may choose JSONata.
    UNSAID,
    JSONPATH,
    /// A state chose it for itself and what it holds.
    JSONATA,
    /// The state machine chose it; no state may go back.
    JSONATA_THROUGHOUT;

    static final String INVALID = "Value is not valid. It must be one of [JSONPath, JSONata]";

    private static final String UNSUPPORTED =
            "QueryLanguage 'JSONPath' is not supported: this state must be written in 'JSONata'";

    /// The language of a state and of what it holds; null, and a problem, if it is not JSONata.
    @Nullable Language of(Node state) {
        String named = state.text("QueryLanguage");
        if (named == null) {
            return switch (this) {
                case UNSAID, JSONPATH -> {
                    state.refuse("QueryLanguage", UNSUPPORTED);
                    yield null;
                }
                case JSONATA, JSONATA_THROUGHOUT -> this;
            };
        }
        return switch (named) {
            case "JSONata" -> this == JSONATA_THROUGHOUT ? this : JSONATA;
            case "JSONPath" -> {
                if (this == JSONATA_THROUGHOUT) {
                    state.refuse(
                            "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole"
                                    + " state machine");
                } else {
                    state.refuse("QueryLanguage", UNSUPPORTED);
                }
                yield null;
            }
            default -> {
                state.refuse("QueryLanguage", INVALID);
                yield null;
            }
        };
    }
}
