package org.trayline.api;

import java.util.Set;
import java.util.function.Function;

/// What a function does for a method of a path.
///
/// @param path with its parameters' names in braces, as the template has it
/// @param roles of which a caller must have one
public record Route(
        String method, String path, Set<Role> roles, Function<Parameters, ApiAnswer> action) {
    public Route {
        roles = Set.copyOf(roles);
    }

    public static Route get(String path, Set<Role> roles, Function<Parameters, ApiAnswer> action) {
        return new Route("GET", path, roles, action);
    }

    public static Route post(String path, Set<Role> roles, Function<Parameters, ApiAnswer> action) {
        return new Route("POST", path, roles, action);
    }
}
