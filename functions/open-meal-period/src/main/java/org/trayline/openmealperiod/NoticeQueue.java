package org.trayline.openmealperiod;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /// @param subject what it is about: an execution, an order
    /// @return whether the queue took it
    boolean send(String subject, StaffNotice notice) {
        return !send(Map.of(subject, notice)).isEmpty();
    }

    /// @param notices by what each is about
    /// @return of those that the queue took, what they are about
    Set<String> send(Map<String, StaffNotice> notices) {
        List<String> subjects = new ArrayList<>(notices.keySet());
        List<SqsQueue.Message> messages = new ArrayList<>();
        notices.forEach(
                (subject, notice) ->
                        messages.add(
                                new SqsQueue.Message(
                                        Integer.toString(messages.size()),
                                        json(subject, notice),
                                        Map.of())));
        Set<String> taken = new HashSet<>();
        queue.send(messages).forEach(id -> taken.add(subjects.get(Integer.parseInt(id))));
        return taken;
    }

    private static String json(String subject, StaffNotice notice) {
        return new String(
                StrictJson.write(new StaffNotice.Message(Versioned.KNOWN, subject, notice)),
                StandardCharsets.UTF_8);
    }
}
