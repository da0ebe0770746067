package org.trayline.api;

import java.util.List;
import java.util.Map;

/// Ends the work on a request with a problem for an answer.
public final class RequestRefused extends RuntimeException {
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private RequestRefused(Problem problem, Map<String, String> headers) {
        super(problem.title());
        this.problem = problem;
        this.headers = headers;
    }

    static RequestRefused invalid(List<Problem.Fault> faults) {
        return new RequestRefused(Problem.invalidParameters(faults), Map.of());
    }

    /// One parameter is not what it must be.
    public static RequestRefused invalid(Problem.Fault fault) {
        return invalid(List.of(fault));
    }

    /// What is asked for is not there.
    ///
    /// @param field the parameter that names it
    public static RequestRefused notFound(String field, String value) {
        return new RequestRefused(Problem.notFound(field, value), Map.of());
    }

    /// No function has this path.
    public static RequestRefused noSuchPath(String path) {
        return new RequestRefused(Problem.noSuchPath(path), Map.of());
    }

    /// The path is there, for other methods.
    public static RequestRefused methodNotAllowed(String method, List<String> allowed) {
        String methods = String.join(", ", allowed);
        return new RequestRefused(
                Problem.methodNotAllowed(method, methods), Map.of("Allow", methods));
    }

    /// Cannot be done now; the same request may be in a moment.
    public static RequestRefused unavailable() {
        return new RequestRefused(Problem.unavailable(), Map.of("Retry-After", "1"));
    }

    /// The function failed: what a gateway answers in its place.
    public static RequestRefused failed() {
        return new RequestRefused(Problem.failed(), Map.of());
    }

    public Problem problem() {
        return problem;
    }

    /// What its status asks for beside the body.
    Map<String, String> headers() {
        return headers;
    }
}
