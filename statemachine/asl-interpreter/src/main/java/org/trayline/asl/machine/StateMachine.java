package org.trayline.asl.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A registered state machine of type STANDARD. Threads may share it.
public final class StateMachine {
    private final String arn;
    private final String name;
    private final Instant creationDate;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, Alias> aliases = new TreeMap<>();
    private volatile Revision revision;
    private int published;

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

    /// Makes the current revision a version, unless the latest version is it already.
    public synchronized Version publish(Instant now, @Nullable String description) {
        if (!versions.isEmpty() && versions.getLast().revision().equals(revision)) {
            return versions.getLast();
        }
        Version version = new Version(++published, revision, now, description);
        versions.add(version);
        return version;
    }

    /// All versions, the first first.
    public synchronized List<Version> versions() {
        return List.copyOf(versions);
    }

    public synchronized @Nullable Version version(int number) {
        return versions.stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElse(null);
    }

    public synchronized void deleteVersion(int number) {
        versions.removeIf(version -> version.number() == number);
    }

    /// All aliases, by name.
    public synchronized List<Alias> aliases() {
        return List.copyOf(aliases.values());
    }

    public synchronized @Nullable Alias alias(String alias) {
        return aliases.get(alias);
    }

    public synchronized void putAlias(Alias alias) {
        aliases.put(alias.name(), alias);
    }

    public synchronized void deleteAlias(String alias) {
        aliases.remove(alias);
    }

    public synchronized Map<String, String> tags() {
        return new LinkedHashMap<>(tags);
    }

    public synchronized void tag(Map<String, String> more) {
        tags.putAll(more);
    }

    public synchronized void untag(Iterable<String> keys) {
        keys.forEach(tags::remove);
    }
}
