package org.trayline.asl.machine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A name for one version of a state machine, or for two with a weight each.
///
/// @param routes their weights add up to 100
public record Alias(
        String name,
        @Nullable String description,
        List<Route> routes,
        Instant creationDate,
        Instant updateDate) {
    private static final int WHOLE = 100;
    private static final int MOST_ROUTES = 2;

    /// @param weight in percent
    public record Route(int version, int weight) {}

    public Alias {
        routes = List.copyOf(routes);
    }

    /// True if the routes are one or two different versions that share all executions.
    public static boolean isSound(List<Route> routes) {
        return !routes.isEmpty()
                && routes.size() <= MOST_ROUTES
                && routes.stream().mapToInt(Route::weight).sum() == WHOLE
                && routes.stream().allMatch(route -> route.weight() >= 0)
                && routes.stream().map(Route::version).distinct().count() == routes.size();
    }

    public boolean leadsTo(int version) {
        return routes.stream().anyMatch(route -> route.version() == version);
    }

    /// The version that an execution gets.
    ///
    /// @param chance from 0 to 1, not 1 itself
    public int version(double chance) {
        return chance * WHOLE < routes.getFirst().weight()
                ? routes.getFirst().version()
                : routes.getLast().version();
    }
}
