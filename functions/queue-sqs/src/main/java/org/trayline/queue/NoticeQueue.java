package org.trayline.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.status.MealSummary;

/// The queue that feeds Notify Staff: a function inside the VPC reaches no topic.
public final class NoticeQueue {
    private final SqsQueue queue;

    public NoticeQueue(SqsQueue queue) {
        this.queue = queue;
    }

    /// @param executionName of the execution that it is about; null where it is about none
    public static StaffNotice.Message message(@Nullable String executionName, StaffNotice notice) {
        return new StaffNotice.Message(Versioned.KNOWN, executionName, notice);
    }

    /// @return whether the queue took it
    public boolean send(StaffNotice.Message notice) {
        return !send(Map.of(notice, notice)).isEmpty();
    }

    /// @return whether the queue took it
    public boolean send(MealSummary summary) {
        MealSummary.Message message = new MealSummary.Message(Versioned.KNOWN, summary);
        return !queue.send(List.of(message("0", message))).isEmpty();
    }

    /// @param notices each under a key of the caller's
    /// @return the keys of those that the queue took
    public <K> Set<K> send(Map<K, StaffNotice.Message> notices) {
        List<K> keys = new ArrayList<>(notices.keySet());
        List<SqsQueue.Message> messages = new ArrayList<>();
        for (StaffNotice.Message notice : notices.values()) {
            messages.add(message(Integer.toString(messages.size()), notice));
        }
        Set<K> taken = new HashSet<>();
        queue.send(messages).forEach(id -> taken.add(keys.get(Integer.parseInt(id))));
        return taken;
    }

    private static SqsQueue.Message message(String id, Object body) {
        return new SqsQueue.Message(
                id, new String(StrictJson.write(body), StandardCharsets.UTF_8), Map.of());
    }
}
