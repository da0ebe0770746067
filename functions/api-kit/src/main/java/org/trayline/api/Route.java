package org.trayline.api;

import java.util.function.Function;

/// What a function does for a method of a path.
///
/// @param path with its parameters' names in braces, as the template has it
public record Route(String method, String path, Function<Parameters, ApiAnswer> action) {
    public static Route get(String path, Function<Parameters, ApiAnswer> action) {
        return new Route("GET", path, action);
    }
}
