package org.trayline.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.trayline.kit.LibraryLog;
import org.trayline.kit.LogLine;
import org.trayline.kit.StrictJson;

/// A Lambda function behind API Gateway: finds the route, asks whether the caller may, answers,
/// logs one line. What a request is refused for is a problem; a fault that no one expects leaves it
/// as it is, so that Lambda counts it as an error and the gateway answers for it.
public abstract class ApiFunction implements RequestStreamHandler {
    private final List<Route> routes;
    private final Set<Class<? extends RuntimeException>> unavailable;

    /// @param unavailable the faults after which the same request may go through
    protected ApiFunction(Set<Class<? extends RuntimeException>> unavailable, List<Route> routes) {
        LibraryLog.install();
        this.unavailable = Set.copyOf(unavailable);
        this.routes = List.copyOf(routes);
    }

    /// What it answers.
    public final List<Route> routes() {
        return routes;
    }

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        try (LogLine log = LogLine.begin(context, null)) {
            try {
                ApiRequest request = ApiRequest.read(in);
                log.subject(request.method() + " " + request.resource());
                log.request(request.id("requestId"));
                ApiAnswer answer = answer(request);
                log.outcome(Integer.toString(answer.statusCode()));
                out.write(StrictJson.write(answer));
            } catch (IOException | RuntimeException | Error fault) {
                log.fault(fault);
                throw fault;
            }
        }
    }

    private ApiAnswer answer(ApiRequest request) {
        try {
            Caller caller = request.caller().orElseThrow(RequestRefused::unauthorized);
            Route route = route(request);
            if (Collections.disjoint(route.roles(), caller.roles())) {
                throw RequestRefused.forbidden(caller.roles(), route.roles());
            }
            return route.action().apply(new Parameters(request, caller)).unlessMatched(request);
        } catch (RequestRefused refused) {
            return ApiAnswer.of(refused);
        } catch (RuntimeException fault) {
            if (unavailable.stream().anyMatch(passing -> passing.isInstance(fault))) {
                return ApiAnswer.of(RequestRefused.unavailable());
            }
            throw fault;
        }
    }

    private Route route(ApiRequest request) {
        List<Route> ofPath =
                routes.stream().filter(r -> r.path().equals(request.resource())).toList();
        if (ofPath.isEmpty()) {
            throw RequestRefused.noSuchPath(request.path());
        }
        return ofPath.stream()
                .filter(route -> route.method().equals(request.method()))
                .findFirst()
                .orElseThrow(
                        () ->
                                RequestRefused.methodNotAllowed(
                                        request.method(),
                                        ofPath.stream().map(Route::method).toList()));
    }
}
