package org.trayline.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.trayline.kit.LibraryLog;
import org.trayline.kit.LogLine;
import org.trayline.kit.StrictJson;

/// A Lambda function behind API Gateway: finds the route, answers, logs one line. What a request
/// is refused for is a problem; a fault that no one expects leaves it as it is, so that Lambda
/// counts it as an error and the gateway answers for it.
public abstract class ApiFunction implements RequestStreamHandler {
    private final List<Route> routes;
    private final Class<? extends RuntimeException> unavailable;

    /// @param unavailable the fault after which the same request may go through
    protected ApiFunction(Class<? extends RuntimeException> unavailable, List<Route> routes) {
        LibraryLog.install();
        this.unavailable = unavailable;
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
            return route(request).action().apply(new Parameters(request)).unlessMatched(request);
        } catch (RequestRefused refused) {
            return ApiAnswer.of(refused);
        } catch (RuntimeException fault) {
            if (unavailable.isInstance(fault)) {
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
