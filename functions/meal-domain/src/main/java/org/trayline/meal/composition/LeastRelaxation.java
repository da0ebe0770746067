package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.Requirement.Bound;

/// The smallest change of one limit with which there is a tray.
///
/// Small is what is a small part of the limit: 50 mg more of 600 mg sodium is less than 5 g more of
/// 45 g carbohydrate. A limit of zero is changed last.
final class LeastRelaxation {
    private LeastRelaxation() {}

    /// @param requirements that no tray of the table satisfies at once
    /// @param conflict some of them that cannot hold together: only one of these can help, as the
    ///     others leave the conflict as it is
    static Optional<LimitRelaxation> of(
            TrayTable table, List<Requirement> requirements, List<Requirement> conflict) {
        LimitRelaxation least = null;
        for (Requirement requirement : conflict) {
            if (requirement instanceof Bound bound) {
                List<Requirement> others = new ArrayList<>(requirements);
                others.remove(bound);
                Optional<LimitRelaxation> found =
                        nearest(table, table.bounds(others), bound).map(sum -> to(bound, sum));
                if (found.isPresent() && (least == null || isLess(found.get(), least))) {
                    least = found.get();
                }
            }
        }
        return Optional.ofNullable(least);
    }

    /// What a tray within the bounds comes to that is nearest to the limit, on the wrong side of
    // it.
    private static Optional<BigDecimal> nearest(TrayTable table, TrayBounds bounds, Bound limit) {
        int row = table.row(limit.nutrient());
        Incumbent incumbent = Incumbent.byObjectiveAlone();
        Optional<int[]> tray =
                switch (limit.side()) {
                    case MAX -> BestTray.find(table, bounds, row, 0, incumbent, null);
                    case MIN ->
                            BestTray.find(
                                    table.and(negated(table.row(row))),
                                    bounds.and(Amounts.UNLIMITED),
                                    table.rows(),
                                    0,
                                    incumbent,
                                    null);
                };
        return tray.map(items -> table.sum(items, limit.nutrient()));
    }

    private static long[] negated(long[] row) {
        return Arrays.stream(row).map(amount -> -amount).toArray();
    }

    /// @param sum on the tray
    private static LimitRelaxation to(Bound bound, BigDecimal sum) {
        // What a limit of the day leaves for the tray moves with it.
        BigDecimal change = sum.subtract(bound.onTray());
        return new LimitRelaxation(
                bound.nutrient(),
                bound.per(),
                bound.side(),
                bound.limit(),
                bound.limit().add(change));
    }

    private static boolean isLess(LimitRelaxation one, LimitRelaxation other) {
        boolean zero = one.from().signum() == 0;
        boolean otherZero = other.from().signum() == 0;
        if (zero || otherZero) {
            return otherZero && (!zero || change(one).compareTo(change(other)) < 0);
        }
        // As fractions: nothing is rounded.
        return change(one).multiply(other.from()).compareTo(change(other).multiply(one.from())) < 0;
    }

    private static BigDecimal change(LimitRelaxation relaxation) {
        return relaxation.to().subtract(relaxation.from()).abs();
    }
}
