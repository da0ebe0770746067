package org.trayline.createorder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.StrictJson;
import org.trayline.kit.Versioned;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.NewTrayOrder;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayOrders;
import org.trayline.meal.order.TrayOrders.Written;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.Versions;

/// Writes the tray order, once, if what was checked still holds.
final class CreateOrder {

    /// @param cutOffAt by when a hold must be decided on, unless that has passed
    /// @param checked what it was decided on; null where it is to be written whatever has changed
    record Input(
            int schemaVersion,
            TrayRequest request,
            String executionName,
            Instant now,
            Instant cutOffAt,
            TrayOrderStatus status,
            List<TrayItem> items,
            Set<Reason> reasons,
            Set<Flag> flags,
            @Nullable Versions checked,
            @Nullable Proof proof)
            implements Versioned {}

    enum Outcome {
        PLACED,
        HELD,
        NOT_NEEDED,
        STALE
    }

    /// @param trayOrderId the order that stands; null where stale
    /// @param onlySoldOut stale by nothing but a recipe of which no portion is left
    /// @param holdDeadlineAt of a held order
    record Output(
            int schemaVersion,
            Outcome outcome,
            @Nullable TrayOrderId trayOrderId,
            boolean onlySoldOut,
            @Nullable Instant holdDeadlineAt) {}

    private final TrayOrders orders;

    CreateOrder(TrayOrders orders) {
        this.orders = orders;
    }

    Output create(Input input) {
        Instant deadline =
                input.status() == TrayOrderStatus.HELD
                        ? later(input.cutOffAt(), input.now())
                        : null;
        Proof proof = input.proof();
        Written written =
                orders.write(
                        new NewTrayOrder(
                                input.request(),
                                input.executionName(),
                                input.now(),
                                input.status(),
                                input.items(),
                                input.reasons(),
                                input.flags(),
                                deadline,
                                input.checked(),
                                proof == null ? null : json(proof)));
        return switch (written) {
            case Written.Stands(TrayOrderId id, TrayOrderStatus status) ->
                    status == TrayOrderStatus.HELD
                            ? output(Outcome.HELD, id, deadline)
                            : output(Outcome.PLACED, id, null);
            case Written.NotNeeded(TrayOrderId standing) ->
                    output(Outcome.NOT_NEEDED, standing, null);
            case Written.Stale(boolean onlySoldOut) ->
                    new Output(Versioned.KNOWN, Outcome.STALE, null, onlySoldOut, null);
        };
    }

    private static Output output(Outcome outcome, TrayOrderId id, @Nullable Instant deadline) {
        return new Output(Versioned.KNOWN, outcome, id, false, deadline);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String json(Proof proof) {
        return new String(StrictJson.write(proof), StandardCharsets.UTF_8);
    }
}
