package org.trayline.local.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.trayline.kit.StrictJson;
import org.trayline.local.inspector.Inspector.Question;
import org.trayline.local.inspector.Inspector.Reply;
import org.trayline.replayorders.Filter;
import org.trayline.replayorders.Plan;

/// What the page of the DLQ may ask for. Every answer is the board.
final class DeadLetterRoutes implements AutoCloseable {
    static final String PATH = "/dead-letters";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,80}");
    private static final int WAIT_SECONDS = 600;
    private static final int CONFLICT = 409;

    private final ReplayDesk desk;
    private final boolean mayChange;

    DeadLetterRoutes(ReplayDesk desk, boolean mayChange) {
        this.desk = desk;
        this.mayChange = mayChange;
    }

    Reply answer(Question asked) {
        String what = asked.path().substring(PATH.length());
        if (!asked.method().equals("POST")) {
            return what.isEmpty() ? board() : Routes.nothing(asked.path());
        }
        return switch (what) {
            case "/look" -> begun(desk.look());
            case "/preview" ->
                    mayChange ? begun(desk.preview(plan(asked.body(), true))) : Routes.readOnly();
            case "/replay" ->
                    mayChange ? begun(desk.replay(plan(asked.body(), false))) : Routes.readOnly();
            default -> Routes.nothing(asked.path());
        };
    }

    /// Those that the page names and no others: what came onto the DLQ since was not on the page.
    private static Plan plan(JsonNode body, boolean dryRun) {
        List<String> ids = new ArrayList<>();
        body.path("ids").forEach(id -> ids.add(id.asText()));
        if (ids.isEmpty() || !ids.stream().allMatch(ID.asMatchPredicate())) {
            throw new IllegalArgumentException("ids: one or more, as the list names them");
        }
        return new Plan(
                new Filter(ids, null, null, null, null, null, null),
                dryRun,
                body.path("startAnew").asBoolean(false),
                body.path("perSecond").asInt(Plan.PER_SECOND),
                null,
                WAIT_SECONDS);
    }

    private Reply begun(boolean begun) {
        return begun
                ? board()
                : Reply.problem(CONFLICT, "Busy", "another look or replay is still at work");
    }

    private Reply board() {
        return new Reply(
                200,
                "application/json",
                "no-store",
                null,
                new String(StrictJson.write(desk.board()), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        desk.close();
    }
}
