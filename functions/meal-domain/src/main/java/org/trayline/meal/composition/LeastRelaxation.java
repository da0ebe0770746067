package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.Requirement.Bound;
import org.trayline.meal.composition.TraySearch.Order;

/// The smallest change of one limit with which there is a tray.
///
/// Small is what is a small part of the limit: 50 mg more of 600 mg sodium is less than 5 g more of
/// 45 g carbohydrate. A limit of zero is changed last.
final class LeastRelaxation {
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
        long change = most < 1 ? NONE : leastChange(bound, most);
        if (change == NONE) {
            return null;
        }
        BigDecimal by = table.decimal(bound.nutrient(), change);
        BigDecimal to =
                switch (bound.side()) {
                    case MIN -> bound.limit().subtract(by);
                    case MAX -> bound.limit().add(by);
                };
        return new LimitRelaxation(bound.nutrient(), bound.per(), bound.side(), bound.limit(), to);
    }

    /// By how much the tray is beyond a limit that is beyond it the least and keeps to all others;
    /// [#NONE] where none is beyond it by so little.
    ///
    /// @param most in units of the limit's row
    private long leastChange(Bound bound, long most) {
        int row = table.row(bound.nutrient());
        long limit = table.limit(bound.nutrient(), bound.onTray());
        TrayBounds bounds = table.bounds(others(bound));
        if (most < Amounts.UNLIMITED) {
            switch (bound.side()) {
                case MIN -> bounds.atLeast(row, limit - most);
                case MAX -> bounds.atMost(row, limit + most);
            }
        }
        Any any = new Any(Amounts.UNLIMITED, 1);
        search(new SearchSpace(table, bounds, SearchSpace.NO_OBJECTIVE), any);
        if (any.found().isEmpty()) {
            return NONE;
        }
        long sum = table.sum(any.found().getFirst(), row);
        Least least =
                switch (bound.side()) {
                    case MAX -> {
                        Least below = new Least(sum - 1);
                        bounds.atMost(row, sum);
                        search(new SearchSpace(table, bounds, row), below);
                        yield below;
                    }
                    case MIN -> {
                        // The greatest sum is the least of what is negated.
                        Least above = new Least(-sum - 1);
                        bounds.atLeast(row, sum);
                        search(
                                new SearchSpace(
                                        table.and(negated(table.row(row))),
                                        bounds.and(Amounts.UNLIMITED),
                                        table.rows()),
                                above);
                        yield above;
                    }
                };
        return Math.abs(least.found().map(tray -> table.sum(tray, row)).orElse(sum) - limit);
    }

    private List<Requirement> others(Bound bound) {
        List<Requirement> others = new ArrayList<>(requirements);
        others.remove(bound);
        return others;
    }

    private void search(SearchSpace space, Wanted wanted) {
        new TraySearch(space, Order.BEST_FIRST, 0, wanted, null, budget).run();
    }

    private static long[] negated(long[] row) {
        return Arrays.stream(row).map(amount -> -amount).toArray();
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
