package org.trayline.createorder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.LogLine;
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

    /// @param redrivenAt when the execution was let go on after a failure; null where it never was
    /// @param retryCount of this state before this call, for the log
    /// @param cutOffAt by when a hold must be decided on, unless that has passed
    /// @param checked what it was decided on; null where it is to be written whatever has changed
    record Input(
            int schemaVersion,
            TrayRequest request,
            String executionName,
            Instant now,
            @Nullable Instant redrivenAt,
            @Nullable Integer retryCount,
            Instant cutOffAt,
            TrayOrderStatus status,
            List<TrayItem> items,
            Set<Reason> reasons,
            Set<Flag> flags,
            @Nullable Versions checked,
            @Nullable Proof proof)
            implements Versioned {

        /// A state that is redriven is not entered anew.
        Instant asOf() {
            return redrivenAt != null && redrivenAt.isAfter(now) ? redrivenAt : now;
        }

        /// Placed by a replay after the cut-off, a tray would be one that nobody cooks.
        boolean late() {
            return redrivenAt != null
                    && redrivenAt.isAfter(cutOffAt)
                    && status == TrayOrderStatus.PLACED;
        }
    }

    enum Outcome {
        PLACED,
        HELD,
        NOT_NEEDED,
        STALE
    }

    /// @param trayOrderId the order that stands; null where stale
    /// @param onlySoldOut stale by nothing but a recipe of which no portion is left
    /// @param reasons of a held order
    /// @param holdDeadlineAt of a held order
    record Output(
            int schemaVersion,
            Outcome outcome,
            @Nullable TrayOrderId trayOrderId,
            boolean onlySoldOut,
            Set<Reason> reasons,
            @Nullable Instant holdDeadlineAt) {

        /// A round that only lost a sold-out recipe is not one of those that are limited.
        void countedBy(LogLine log) {
            log.outcome(outcome.name());
            switch (outcome) {
                case PLACED -> log.count("placed", 1);
                case HELD -> {
                    log.count("held", 1);
                    reasons.forEach(reason -> log.count("held." + reason, 1));
                }
                case STALE -> log.count(onlySoldOut ? "soldOutRounds" : "staleRounds", 1);
                case NOT_NEEDED -> {}
            }
        }
    }

    private final TrayOrders orders;

    CreateOrder(TrayOrders orders) {
        this.orders = orders;
    }

    Output create(Input input) {
        NewTrayOrder order = input.late() ? lateTray(input) : decided(input);
        return switch (orders.write(order)) {
            case Written.Stands(TrayOrderId id, TrayOrderStatus status) ->
                    status == TrayOrderStatus.HELD
                            ? output(Outcome.HELD, id, order.reasons(), order.holdDeadlineAt())
                            : output(Outcome.PLACED, id, Set.of(), null);
            case Written.NotNeeded(TrayOrderId standing) ->
                    output(Outcome.NOT_NEEDED, standing, Set.of(), null);
            case Written.Stale(boolean onlySoldOut) ->
                    new Output(Versioned.KNOWN, Outcome.STALE, null, onlySoldOut, Set.of(), null);
        };
    }

    private static NewTrayOrder decided(Input input) {
        Proof proof = input.proof();
        return new NewTrayOrder(
                input.request(),
                input.executionName(),
                input.asOf(),
                input.status(),
                input.items(),
                input.reasons(),
                input.flags(),
                input.status() == TrayOrderStatus.HELD
                        ? later(input.cutOffAt(), input.asOf())
                        : null,
                input.checked(),
                proof == null ? null : json(proof));
    }

    private static NewTrayOrder lateTray(Input input) {
        return new NewTrayOrder(
                input.request(),
                input.executionName(),
                input.asOf(),
                TrayOrderStatus.HELD,
                List.of(),
                Set.of(Reason.LATE_TRAY_NEEDED),
                input.flags(),
                input.asOf(),
                null,
                null);
    }

    private static Output output(
            Outcome outcome, TrayOrderId id, Set<Reason> reasons, @Nullable Instant deadline) {
        Set<Reason> inOrder = reasons.isEmpty() ? Set.of() : EnumSet.copyOf(reasons);
        return new Output(Versioned.KNOWN, outcome, id, false, inOrder, deadline);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String json(Proof proof) {
        return new String(StrictJson.write(proof), StandardCharsets.UTF_8);
    }
}
