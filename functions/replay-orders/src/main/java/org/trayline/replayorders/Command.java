package org.trayline.replayorders;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Versioned;

/// The messages of the Lambda, and what it makes of them.
final class Command {
    enum Verb {
        LIST,
        SHOW,
        REPLAY
    }

    /// @param now by it the ages are told
    /// @param filter null = all; SHOW takes its one id alone
    /// @param dryRun of REPLAY: only say what would be done
    /// @param startAnew of REPLAY: a new attempt each, from the beginning
    /// @param perSecond of REPLAY: at most so many a second; null = 10
    /// @param max of REPLAY: the oldest so many; null = all
    /// @param waitSeconds of REPLAY: how long to wait for what comes of them; null = not at all
    record Input(
            int schemaVersion,
            Instant now,
            Verb verb,
            @Nullable Filter filter,
            boolean dryRun,
            boolean startAnew,
            @Nullable Integer perSecond,
            @Nullable Integer max,
            @Nullable Integer waitSeconds)
            implements Versioned {}

    /// @param groups of LIST
    /// @param stranded of LIST
    /// @param shown of SHOW; null where there is none of that id
    /// @param replayed of REPLAY
    /// @param failed of REPLAY: how many a person has to look at again
    /// @param hidden messages that another looks at now, or one that was interrupted
    /// @param unitUnknown how many were left out by a unit that is not known of them
    record Output(
            int schemaVersion,
            List<Listing.Group> groups,
            List<Stranded> stranded,
            @Nullable Shown shown,
            List<Line> replayed,
            int failed,
            int hidden,
            int unitUnknown) {}

    /// @param id of what was stranded
    /// @param fate a code: what was done, or would be
    /// @param detail for people; empty where there is none
    /// @param outcome PLACED, HELD, WITHHELD, NOT_NEEDED, FAILED_AGAIN, OPEN, or empty
    /// @param reasons of the outcome; of a failure, the error
    record Line(String id, String fate, String detail, String outcome, List<String> reasons) {}

    private Command() {}

    static Output answer(ReplayOrders orders, Input input) {
        Filter given = input.filter();
        Filter filter = given == null ? Filter.ALL : given;
        return switch (input.verb()) {
            case LIST -> listed(orders.list(filter, input.now(), Progress.SILENT));
            case SHOW -> shown(orders, filter.ids());
            case REPLAY ->
                    replayed(orders.replay(plan(input, filter), input.now(), Progress.SILENT));
        };
    }

    static Output listed(Listing listing) {
        return new Output(
                Versioned.KNOWN,
                listing.groups(),
                listing.stranded(),
                null,
                List.of(),
                0,
                listing.hidden(),
                listing.unitUnknown());
    }

    private static Output shown(ReplayOrders orders, @Nullable List<String> ids) {
        if (ids == null || ids.size() != 1) {
            throw new MessageMalformed("/filter/ids", "must be the one that is to be shown");
        }
        return shown(orders.show(ids.getFirst(), Progress.SILENT).orElse(null));
    }

    static Output shown(@Nullable Shown shown) {
        return new Output(Versioned.KNOWN, List.of(), List.of(), shown, List.of(), 0, 0, 0);
    }

    private static Plan plan(Input input, Filter filter) {
        Integer perSecond = input.perSecond();
        Integer wait = input.waitSeconds();
        try {
            return new Plan(
                    filter,
                    input.dryRun(),
                    input.startAnew(),
                    perSecond == null ? Plan.PER_SECOND : perSecond,
                    input.max(),
                    wait == null ? 0 : wait);
        } catch (IllegalArgumentException e) {
            throw new MessageMalformed("", String.valueOf(e.getMessage()));
        }
    }

    static Output replayed(Replayed replayed) {
        return new Output(
                Versioned.KNOWN,
                List.of(),
                List.of(),
                null,
                replayed.rows().stream().map(Command::line).toList(),
                (int) replayed.failed(),
                replayed.hidden(),
                replayed.unitUnknown());
    }

    private static Line line(Replayed.Row row) {
        return new Line(
                row.stranded().id(),
                row.fate().code(),
                row.fate().detail(),
                row.end().code(),
                row.end().reasons());
    }
}
