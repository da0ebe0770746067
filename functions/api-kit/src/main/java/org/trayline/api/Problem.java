package org.trayline.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is answered where a request cannot be done, `application/problem+json`
/// (https://www.rfc-editor.org/rfc/rfc9457).
///
/// @param type a URI to compare and not to follow
/// @param title the same for every problem of a type
/// @param status of HTTP
/// @param detail this problem, in one sentence
/// @param errors all that is wrong with the request; empty where it is not at fault
public record Problem(String type, String title, int status, String detail, List<Fault> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "https://trayline.org/problems/";
    private static final int LONGEST_VALUE = 100;

    public Problem {
        errors = List.copyOf(errors);
    }

    /// One thing that is wrong with a request.
    ///
    /// @param field a parameter, or `method` or `path`
    /// @param value what was sent, cut to 100 characters; null where nothing was
    public record Fault(String field, @Nullable String value, String rule) {
        public Fault {
            value =
                    value != null && value.length() > LONGEST_VALUE
                            ? value.substring(0, LONGEST_VALUE)
                            : value;
        }
    }

    /// Parameters that are missing, unknown or not what they must be.
    static Problem invalidParameters(List<Fault> faults) {
        return new Problem(
                TYPES + "invalid-parameters",
                "The request's parameters are not valid",
                400,
                (faults.size() == 1
                                ? "1 parameter is not valid: "
                                : faults.size() + " parameters are not valid: ")
                        + faults.stream().map(Fault::field).collect(Collectors.joining(", ")),
                faults);
    }

    static Problem unauthorized() {
        return new Problem(
                TYPES + "unauthorized",
                "The caller is not known",
                401,
                "A token is required that the API's authorizer knows",
                List.of(
                        new Fault(
                                "Authorization",
                                null,
                                "must be Bearer and a token that is valid now")));
    }

    static Problem forbidden(Set<Role> roles, Set<Role> allowed) {
        return new Problem(
                TYPES + "forbidden",
                "The caller may not do this",
                403,
                "None of the caller's roles may do this",
                List.of(new Fault("role", codes(roles), "must be one of " + codes(allowed))));
    }

    private static String codes(Set<Role> roles) {
        return roles.stream().sorted().map(Role::code).collect(Collectors.joining(", "));
    }

    static Problem unsupportedMediaType(String contentType) {
        return new Problem(
                TYPES + "unsupported-media-type",
                "The body is not JSON",
                415,
                "A body is application/json",
                List.of(new Fault("Content-Type", contentType, "must be application/json")));
    }

    static Problem unfit(List<Fault> faults) {
        return new Problem(
                TYPES + "unfit",
                "What is asked for cannot be",
                422,
                (faults.size() == 1 ? "1 rule stands" : faults.size() + " rules stand")
                        + " against it: "
                        + faults.stream().map(Fault::rule).collect(Collectors.joining(", ")),
                faults);
    }

    static Problem conflict(Fault fault) {
        return new Problem(
                TYPES + "conflict",
                "What it is about does not allow it",
                409,
                fault.field() + " " + fault.rule(),
                List.of(fault));
    }

    static Problem hasChanged(String ifMatch) {
        return new Problem(
                TYPES + "has-changed",
                "What it is about has changed",
                412,
                "It is not what was seen: look again",
                List.of(new Fault("If-Match", ifMatch, "must be the ETag that it has now")));
    }

    static Problem bodyTooLarge(int mostBytes) {
        return new Problem(
                TYPES + "body-too-large",
                "The body is too large",
                413,
                "A body has at most " + mostBytes + " bytes",
                List.of(new Fault("body", null, "must be at most " + mostBytes + " bytes")));
    }

    static Problem tooManyRequests() {
        return new Problem(
                TYPES + "too-many-requests",
                "There are too many requests",
                429,
                "The same request may go through in a moment",
                List.of());
    }

    /// What is asked for is not there.
    ///
    /// @param field the parameter that names it
    static Problem notFound(String field, String value) {
        return new Problem(
                TYPES + "not-found",
                "What is asked for is not there",
                404,
                "There is nothing of this " + field,
                List.of(new Fault(field, value, "must be of something that is there")));
    }

    static Problem noSuchPath(String path) {
        return new Problem(
                TYPES + "not-found",
                "What is asked for is not there",
                404,
                "The API has no such path",
                List.of(new Fault("path", path, "must be a path of the API")));
    }

    static Problem methodNotAllowed(String method, String allowed) {
        return new Problem(
                TYPES + "method-not-allowed",
                "The path does not take this method",
                405,
                "The path takes " + allowed,
                List.of(new Fault("method", method, "must be one of " + allowed)));
    }

    /// Cannot be done now; the same request may be later.
    static Problem unavailable() {
        return new Problem(
                TYPES + "unavailable",
                "Cannot be done now",
                503,
                "The same request may go through in a moment",
                List.of());
    }

    static Problem failed() {
        return new Problem(
                TYPES + "failed",
                "The request failed",
                502,
                "The function that answers it failed",
                List.of());
    }
}
