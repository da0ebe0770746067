package org.trayline.asl.expression;

import com.dashjoin.jsonata.Jsonata;
import java.util.Map;

/// What the expressions of one state see: the workflow's variables and `$states`. Immutable.
public final class Scope {
    private final Jsonata.Frame frame = new Jsonata.Frame(null);

    /// @param variables by name, without `$`
    /// @param states the fields of `$states`: input, context and, where there is one, result or
    ///     errorOutput
    public Scope(Map<String, Object> variables, Map<String, Object> states) {
        variables.forEach((name, value) -> frame.bind(name, value));
        frame.bind("states", (Object) states);
    }

    Jsonata.Frame frame() {
        return frame;
    }
}
