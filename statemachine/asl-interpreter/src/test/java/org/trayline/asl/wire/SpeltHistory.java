package org.trayline.asl.wire;

import java.util.ArrayList;
import java.util.List;
import org.trayline.asl.execution.Execution;

/// An execution's history as GetExecutionHistory spells it, without the way over HTTP.
public final class SpeltHistory {
    private SpeltHistory() {}

    public static List<Object> of(Execution execution) {
        HistoryEvents events = new HistoryEvents(true);
        List<Object> spelt = new ArrayList<>();
        execution
                .history()
                .range(1, Integer.MAX_VALUE)
                .forEach(event -> spelt.add(events.spell(event)));
        return spelt;
    }
}
