package org.trayline.asl.definition;

import java.util.List;

/// What a state does about an error: the first retrier that matches, then the first catcher.
public record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    public static final Recovery NONE = new Recovery(List.of(), List.of());

    public Recovery {
        retriers = List.copyOf(retriers);
        catchers = List.copyOf(catchers);
    }

    /// @param errors names, of which `States.ALL` stands for nearly all
    public record Catcher(List<String> errors, String next, State.Effects effects) {
        public Catcher {
            errors = List.copyOf(errors);
        }
    }
}
