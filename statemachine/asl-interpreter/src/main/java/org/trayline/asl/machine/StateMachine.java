package org.trayline.asl.machine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A registered state machine of type STANDARD. Threads may share it.
public final class StateMachine {
    private final String arn;
    private final String name;
    private final Instant creationDate;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private volatile Revision revision;

    public StateMachine(String arn, String name, Instant creationDate, Revision revision) {
        this.arn = arn;
        this.name = name;
        this.creationDate = creationDate;
        this.revision = revision;
    }

    public String arn() {
        return arn;
    }

    public String name() {
        return name;
    }

    public Instant creationDate() {
        return creationDate;
    }

    public Revision revision() {
        return revision;
    }

    public void update(Revision next) {
        revision = next;
    }

    public Map<String, String> tags() {
        synchronized (tags) {
            return new LinkedHashMap<>(tags);
        }
    }

    public void tag(Map<String, String> more) {
        synchronized (tags) {
            tags.putAll(more);
        }
    }

    public void untag(Iterable<String> keys) {
        synchronized (tags) {
            keys.forEach(tags::remove);
        }
    }
}
