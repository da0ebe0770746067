package org.trayline.api;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Ends the work on a request with a problem for an answer.
public final class RequestRefused extends RuntimeException {
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private RequestRefused(Problem problem, Map<String, String> headers) {
        super(problem.title());
        this.problem = problem;
        this.headers = headers;
    }

    /// Everything that is wrong with a request.
    public static RequestRefused invalid(List<Problem.Fault> faults) {
        return new RequestRefused(Problem.invalidParameters(faults), Map.of());
    }

    /// One parameter is not what it must be.
    public static RequestRefused invalid(Problem.Fault fault) {
        return invalid(List.of(fault));
    }

    /// Nobody whom an authorizer knows.
    public static RequestRefused unauthorized() {
        return new RequestRefused(Problem.unauthorized(), Map.of("WWW-Authenticate", "Bearer"));
    }

    /// The caller may not do this, whatever it is done to.
    static RequestRefused forbidden(Set<Role> roles, Set<Role> allowed) {
        return new RequestRefused(Problem.forbidden(roles, allowed), Map.of());
    }

    /// A body that is not JSON.
    static RequestRefused unsupportedMediaType(String contentType) {
        return new RequestRefused(Problem.unsupportedMediaType(contentType), Map.of());
    }

    /// Understood, and cannot be: everything that stands against it.
    public static RequestRefused unfit(List<Problem.Fault> faults) {
        return new RequestRefused(Problem.unfit(faults), Map.of());
    }

    /// What it is about does not allow it any more.
    public static RequestRefused conflict(Problem.Fault fault) {
        return new RequestRefused(Problem.conflict(fault), Map.of());
    }

    /// What it is about is not what the caller has seen.
    ///
    /// @param ifMatch as it was sent
    public static RequestRefused hasChanged(String ifMatch) {
        return new RequestRefused(Problem.hasChanged(ifMatch), Map.of());
    }

    /// A body of more bytes than these.
    public static RequestRefused bodyTooLarge(int mostBytes) {
        return new RequestRefused(Problem.bodyTooLarge(mostBytes), Map.of());
    }

    /// More requests than the gateway lets through.
    public static RequestRefused tooManyRequests() {
        return new RequestRefused(Problem.tooManyRequests(), Map.of("Retry-After", "1"));
    }

    /// What is asked for is not there, or is another facility's, which nobody learns.
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
