package org.trayline.asl.expression;

import com.dashjoin.jsonata.Jsonata;
import java.util.Map;

/// What the expressions of one state see: the workflow's variables and `$states`. Immutable.
///
/// Made anew for each step of a state: the time its expressions may take runs from then on.
public final class Scope {
    private static final long LONGEST_MILLIS = 5_000;

    /// How deep one expression may nest, as measured on AWS.
    private static final int DEEPEST = 100;

    private final Jsonata.Frame frame = new Jsonata.Frame(null);

    /// @param variables by name, without `$`
    /// @param states the fields of `$states`: input, context and, where there is one, result or
    ///     errorOutput
    public Scope(Map<String, Object> variables, Map<String, Object> states) {
        frame.setRuntimeBounds(LONGEST_MILLIS, DEEPEST);
        variables.forEach((name, value) -> frame.bind(name, value));
        frame.bind("states", (Object) states);
    }

    Jsonata.Frame frame() {
        return frame;
    }
}
