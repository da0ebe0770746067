package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.Requirement.Bound;
import org.trayline.meal.composition.TraySearch.Order;

/// The smallest change of one limit with which there is a tray.
///
/// Small is what is a small part of the limit: 50 mg more of 600 mg sodium is less than 5 g more of
/// 45 g carbohydrate. It is found to a hundredth of the limit: there is a tray with it, and none
/// with a change that is smaller by more than that. A limit of zero is changed last.
final class LeastRelaxation {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long NONE = -1;

    private final TrayTable table;
    private final List<Requirement> requirements;
    private final StepBudget budget;

    private LeastRelaxation(TrayTable table, List<Requirement> requirements, StepBudget budget) {
        this.table = table;
        this.requirements = requirements;
        this.budget = budget;
    }

    /// Empty where no single limit stands in the way.
    ///
    /// @param requirements that no tray of the table satisfies at once
    /// @param conflict some of them that cannot hold together: only one of these can help, as the
    ///     others leave the conflict as it is
    /// @throws StepBudget.Exhausted where the budget ends before
    static Optional<LimitRelaxation> of(
            TrayTable table,
            List<Requirement> requirements,
            List<Requirement> conflict,
            StepBudget budget) {
        LeastRelaxation search = new LeastRelaxation(table, requirements, budget);
        LimitRelaxation least = null;
        for (Requirement requirement : conflict) {
            if (requirement instanceof Bound bound) {
                LimitRelaxation found = search.of(bound, least);
                if (found != null) {
                    least = found;
                }
            }
        }
        return Optional.ofNullable(least);
    }

    /// @return the smallest change of this limit, if it is less than the other; else null
    private @Nullable LimitRelaxation of(Bound bound, @Nullable LimitRelaxation other) {
        long most = other == null ? Amounts.UNLIMITED : lessThan(other, bound);
        long change = most < 1 ? NONE : change(bound, most);
        if (change == NONE) {
            return null;
        }
        long step = Math.max(1, units(bound, bound.limit().divide(HUNDRED)));
        long tooSmall = 0;
        while (change - tooSmall > step) {
            long between = tooSmall + (change - tooSmall) / 2;
            long smaller = change(bound, between);
            if (smaller == NONE) {
                tooSmall = between;
            } else {
                change = smaller;
            }
        }
        BigDecimal by = table.decimal(bound.nutrient(), change);
        BigDecimal to =
                switch (bound.side()) {
                    case MIN -> bound.limit().subtract(by);
                    case MAX -> bound.limit().add(by);
                };
        return new LimitRelaxation(bound.nutrient(), bound.per(), bound.side(), bound.limit(), to);
    }

    /// By how much some tray is beyond a limit that keeps to all others; [#NONE] where none is
    /// beyond it by so little.
    ///
    /// @param most in units of the limit's row
    private long change(Bound bound, long most) {
        List<Requirement> others = new ArrayList<>(requirements);
        others.remove(bound);
        TrayBounds bounds = table.bounds(others);
        int row = table.row(bound.nutrient());
        long limit = table.limit(bound.nutrient(), bound.onTray());
        if (most < Amounts.UNLIMITED) {
            switch (bound.side()) {
                case MIN -> bounds.atLeast(row, limit - most);
                case MAX -> bounds.atMost(row, limit + most);
            }
        }
        Any any = new Any(Amounts.UNLIMITED, 1);
        SearchSpace space = new SearchSpace(table, bounds, SearchSpace.NO_OBJECTIVE);
        new TraySearch(space, Order.BEST_FIRST, 0, any, null, budget).run();
        return any.found().isEmpty()
                ? NONE
                : Math.abs(table.sum(any.found().getFirst(), row) - limit);
    }

    /// The largest change of a limit that is a smaller part of it than the other is of its own.
    private long lessThan(LimitRelaxation other, Bound bound) {
        BigDecimal change = other.to().subtract(other.from()).abs();
        if (other.from().signum() == 0) {
            return bound.limit().signum() == 0 ? units(bound, change) - 1 : Amounts.UNLIMITED;
        }
        BigDecimal same = change.multiply(bound.limit());
        long units = units(bound, same.divide(other.from(), MathContext.DECIMAL64));
        BigDecimal part = table.decimal(bound.nutrient(), units).multiply(other.from());
        return part.compareTo(same) < 0 ? units : units - 1;
    }

    /// Whole units of the limit's row, the rest left out.
    private long units(Bound bound, BigDecimal amount) {
        return amount.divideToIntegralValue(table.decimal(bound.nutrient(), 1)).longValueExact();
    }
}
