package org.trayline.local.inspector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// Histories as AWS gives them. A history only grows: what was read is kept for the executions that
/// were looked at last, and only what is new is asked for.
final class Histories {
    private static final int KEPT = 24;
    private static final int PAGE = 1000;
    private static final int NEWS = 100;
    private static final int TAIL = 40;

    private final SfnClient sfn;
    private final Map<String, List<ObjectNode>> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<ObjectNode>> eldest) {
                    return size() > KEPT;
                }
            };

    Histories(SfnClient sfn) {
        this.sfn = sfn;
    }

    /// The whole history up to now.
    List<ObjectNode> of(String executionArn) {
        List<ObjectNode> known;
        synchronized (kept) {
            known = kept.getOrDefault(executionArn, List.of());
        }
        List<ObjectNode> all = new ArrayList<>(known);
        all.addAll(known.isEmpty() ? whole(executionArn) : after(executionArn, known.size()));
        List<ObjectNode> fixed = List.copyOf(all);
        synchronized (kept) {
            if (kept.getOrDefault(executionArn, List.of()).size() <= fixed.size()) {
                kept.put(executionArn, fixed);
            }
        }
        return fixed;
    }

    /// The last few events, the latest first; nothing is kept.
    List<Event> tail(String executionArn) {
        return page(executionArn, true, TAIL, null).events().stream()
                .map(SdkJson::of)
                .map(Event::of)
                .toList();
    }

    private List<ObjectNode> whole(String executionArn) {
        List<ObjectNode> events = new ArrayList<>();
        String token = null;
        do {
            GetExecutionHistoryResponse page = page(executionArn, false, PAGE, token);
            page.events().stream().map(SdkJson::of).forEach(events::add);
            token = page.nextToken();
        } while (token != null);
        return events;
    }

    /// Event ids are 1, 2, 3 and so on; read backwards until a known one comes.
    private List<ObjectNode> after(String executionArn, long lastKnown) {
        List<ObjectNode> events = new ArrayList<>();
        String token = null;
        do {
            GetExecutionHistoryResponse page = page(executionArn, true, NEWS, token);
            for (HistoryEvent event : page.events()) {
                if (event.id() <= lastKnown) {
                    Collections.reverse(events);
                    return events;
                }
                events.add(SdkJson.of(event));
            }
            token = page.nextToken();
        } while (token != null);
        Collections.reverse(events);
        return events;
    }

    private GetExecutionHistoryResponse page(
            String executionArn, boolean reverse, int size, @Nullable String token) {
        return sfn.getExecutionHistory(
                request ->
                        request.executionArn(executionArn)
                                .reverseOrder(reverse)
                                .maxResults(size)
                                .nextToken(token)
                                .includeExecutionData(true));
    }
}
