package org.trayline.local.inspector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.local.inspector.Inspector.Question;
import org.trayline.local.inspector.Inspector.Reply;
import org.trayline.replayorders.ReplayOrders;

/// What the page may ask for, by path.
final class Routes implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,80}");
    private static final Pattern EXECUTION =
            Pattern.compile("/executions/([A-Za-z0-9._-]{1,80})(/.*)?");
    private static final Pattern VISIT = Pattern.compile("/visits/([0-9]{1,9})");
    private static final Pattern TRAY = Pattern.compile("/trays/orders/([A-Za-z0-9._-]{1,64})");
    private static final Pattern ACT =
            Pattern.compile("/trays/orders/([A-Za-z0-9._-]{1,64})/(release|cancel)");
    private static final Pattern PROOF = Pattern.compile("/proofs/([A-Za-z0-9._-]{1,64})");
    private static final int MOST_NAMES = 100;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Inspected inspected;
    private final Executions executions;
    private final @Nullable TrayStatus trays;
    private final @Nullable DeadLetterRoutes deadLetters;
    private final @Nullable ProofFragments proofs;

    Routes(Inspected inspected, @Nullable ProofFragments proofs) {
        this.inspected = inspected;
        this.executions = new Executions(inspected);
        Inspected.TrayApi api = inspected.trayStatus();
        this.trays = api == null ? null : new TrayStatus(api);
        ReplayOrders orders = inspected.deadLetters();
        this.deadLetters =
                orders == null
                        ? null
                        : new DeadLetterRoutes(new ReplayDesk(orders), inspected.mayChange());
        this.proofs = proofs;
    }

    /// @param now by the clock of the executions, ISO 8601
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record About(
            String where,
            String stateMachineArn,
            String now,
            @Nullable String zone,
            boolean mayChange,
            boolean trays,
            boolean deadLetters) {}

    Reply answer(Question asked) throws IOException, InterruptedException {
        String path = asked.path();
        if (deadLetters != null && path.startsWith(DeadLetterRoutes.PATH)) {
            return deadLetters.answer(asked);
        }
        Matcher execution = EXECUTION.matcher(path);
        if (!asked.method().equals("GET") && !asked.method().equals("HEAD")) {
            Matcher act = ACT.matcher(path);
            if (trays != null && act.matches()) {
                return act(trays, act, asked);
            }
            return execution.matches() ? change(execution, asked) : nothing(path);
        }
        Map<String, String> query = query(asked.query());
        if (path.equals("/about")) {
            return Reply.json(about());
        }
        if (path.equals("/executions")) {
            return Reply.json(executions.list(query.get("status"), query.get("nextToken")));
        }
        if (path.equals("/standings")) {
            return Reply.json(executions.standings(names(query.getOrDefault("names", ""))));
        }
        if (execution.matches()) {
            return execution(execution.group(1), execution.group(2), query);
        }
        Matcher proof = PROOF.matcher(path);
        if (proof.matches()) {
            return proof(proof.group(1));
        }
        return trays(path, asked);
    }

    private About about() {
        return new About(
                inspected.where(),
                inspected.stateMachineArn(),
                SdkJson.iso(inspected.now().get()),
                inspected.zone() == null ? null : inspected.zone().getId(),
                inspected.mayChange(),
                trays != null,
                deadLetters != null);
    }

    private Reply execution(String name, @Nullable String part, Map<String, String> query)
            throws IOException {
        if (part == null) {
            return Reply.json(executions.whole(name));
        }
        if (part.equals("/news")) {
            return Reply.json(
                    executions.news(name, Integer.parseInt(query.getOrDefault("after", "0"))));
        }
        Matcher visit = VISIT.matcher(part);
        return visit.matches()
                ? Reply.json(executions.detail(name, Long.parseLong(visit.group(1))))
                : nothing(part);
    }

    private Reply change(Matcher execution, Question asked) throws IOException {
        if (!inspected.mayChange()) {
            return readOnly();
        }
        String name = execution.group(1);
        switch (String.valueOf(execution.group(2))) {
            case "/redrive" -> executions.redrive(name);
            case "/start-anew" -> {
                String as = asked.body().path("name").asText();
                if (!NAME.matcher(as).matches()) {
                    throw new IllegalArgumentException(
                            "name '%s': 1 to 80 letters, digits, dots, dashes or underscores"
                                    .formatted(as));
                }
                executions.startAnew(name, as);
                name = as;
            }
            default -> {
                return nothing(asked.path());
            }
        }
        return Reply.json(Map.of("execution", name));
    }

    private Reply trays(String path, Question asked) throws IOException, InterruptedException {
        if (trays == null) {
            return nothing(path);
        }
        String query = asked.query() == null ? "" : "?" + asked.query();
        if (path.equals("/trays/tickets/print")) {
            TrayStatus.Reply page = trays.page("/tray-tickets" + query);
            return new Reply(
                    page.status(),
                    page.contentType(),
                    "no-store",
                    null,
                    page.body(),
                    page.policy());
        }
        Matcher order = TRAY.matcher(path);
        String target =
                switch (path) {
                    case "/trays" -> "/tray-requests" + query;
                    case "/trays/meal-periods" -> "/meal-periods" + query;
                    case "/trays/orders" -> "/tray-orders" + query;
                    case "/trays/tallies" -> "/tallies" + query;
                    case "/trays/tickets" -> "/tray-tickets" + query;
                    default ->
                            order.matches()
                                    ? "/tray-orders/"
                                            + URLEncoder.encode(
                                                    order.group(1), StandardCharsets.UTF_8)
                                            + query
                                    : null;
                };
        if (target == null) {
            return nothing(path);
        }
        TrayStatus.Reply reply = trays.get(target, asked.etag());
        return new Reply(
                reply.status(), reply.contentType(), "no-cache", reply.etag(), reply.body());
    }

    private Reply act(TrayStatus api, Matcher act, Question asked)
            throws IOException, InterruptedException {
        if (!inspected.mayChange()) {
            return readOnly();
        }
        String query = asked.query() == null ? "" : "?" + asked.query();
        TrayStatus.Reply reply =
                api.post(
                        "/tray-orders/%s/%s%s".formatted(act.group(1), act.group(2), query),
                        asked.body().path("etag").asText(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("why", asked.body().path("why").asText())
                                .toString());
        return new Reply(
                reply.status(), reply.contentType(), "no-store", reply.etag(), reply.body());
    }

    private Reply proof(String trayOrderId) throws IOException {
        String fragment = proofs == null ? null : proofs.of(trayOrderId);
        return fragment == null
                ? nothing("proof of " + trayOrderId)
                : new Reply(OK, "text/html; charset=utf-8", "no-store", null, fragment);
    }

    private static List<String> names(String given) {
        List<String> names =
                Arrays.stream(given.split(",", -1)).filter(name -> !name.isEmpty()).toList();
        if (names.size() > MOST_NAMES || !names.stream().allMatch(NAME.asMatchPredicate())) {
            throw new IllegalArgumentException(
                    "names: at most %d names of executions".formatted(MOST_NAMES));
        }
        return names;
    }

    private static Map<String, String> query(@Nullable String raw) {
        if (raw == null) {
            return Map.of();
        }
        return Arrays.stream(raw.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(
                        java.util.stream.Collectors.toMap(
                                pair -> decode(pair[0]),
                                pair -> decode(pair[1]),
                                (_, last) -> last));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static Reply readOnly() {
        return Reply.problem(
                FORBIDDEN, "ReadOnly", "this inspector only reads: start it with --allow-changes");
    }

    static Reply nothing(String what) {
        return Reply.problem(NOT_FOUND, "NotFound", "there is no " + what);
    }

    @Override
    public void close() {
        if (trays != null) {
            trays.close();
        }
        if (deadLetters != null) {
            deadLetters.close();
        }
    }
}
