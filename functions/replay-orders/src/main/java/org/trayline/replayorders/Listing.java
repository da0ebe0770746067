package org.trayline.replayorders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What lies on the DLQ.
///
/// @param stranded the longest there first
/// @param hidden messages that another looks at now, or one that was interrupted; they come back
/// @param unitUnknown how many were left out by a unit that is not known of them
public record Listing(List<Stranded> stranded, int hidden, int unitUnknown) {
    public Listing {
        stranded = List.copyOf(stranded);
    }

    /// Those that failed alike.
    ///
    /// @param oldest when the first of them came
    public record Group(
            Stranded.Kind kind,
            String state,
            String error,
            int count,
            int poison,
            Instant oldest,
            Instant newest) {}

    private record Alike(Stranded.Kind kind, String state, String error) {}

    /// By kind, state and error; the group with the oldest first.
    public List<Group> groups() {
        Map<Alike, List<Stranded>> groups = new LinkedHashMap<>();
        for (Stranded one : stranded) {
            groups.computeIfAbsent(
                            new Alike(one.kind(), one.state(), one.error()), a -> new ArrayList<>())
                    .add(one);
        }
        return groups.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Group::oldest))
                .toList();
    }

    private static Group group(Alike alike, List<Stranded> members) {
        return new Group(
                alike.kind(),
                alike.state(),
                alike.error(),
                members.size(),
                (int) members.stream().filter(Stranded::poison).count(),
                members.getFirst().since(),
                members.getLast().since());
    }
}
