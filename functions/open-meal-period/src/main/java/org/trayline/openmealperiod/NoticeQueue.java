package org.trayline.openmealperiod;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.StaffNotice;
import org.trayline.queue.SqsQueue;

/// The queue that feeds Notify Staff: a function inside the VPC reaches no topic.
final class NoticeQueue {
    private final SqsQueue queue;

    NoticeQueue(SqsQueue queue) {
        this.queue = queue;
    }

    /// @param executionName of the execution that it is about; null where it is about none
    static StaffNotice.Message message(@Nullable String executionName, StaffNotice notice) {
        return new StaffNotice.Message(Versioned.KNOWN, executionName, notice);
    }

    /// @return whether the queue took it
    boolean send(StaffNotice.Message message) {
        return !send(List.of(message)).isEmpty();
    }

    /// @return of the messages that the queue took, the notices
    List<StaffNotice> send(List<StaffNotice.Message> messages) {
        List<SqsQueue.Message> bodies = new ArrayList<>();
        for (StaffNotice.Message message : messages) {
            String json = new String(StrictJson.write(message), StandardCharsets.UTF_8);
            bodies.add(new SqsQueue.Message(Integer.toString(bodies.size()), json, Map.of()));
        }
        return queue.send(bodies).stream()
                .map(id -> messages.get(Integer.parseInt(id)).notice())
                .toList();
    }
}
