package org.trayline.meal.composition;

import java.math.BigDecimal;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.recipe.Recipe;

/// The figures of allowed recipes, as they are and as whole numbers of a unit small enough for all
/// of them: the search adds and compares longs, and is exact.
final class Amounts {
    /// Larger than any sum of amounts; a limit of this size is none.
    static final long UNLIMITED = 1L << 61;

    private static final long LARGEST_SUM = 1L << 60;

    private final int scale;
    private final long largest;

    /// @param count how many amounts are added up at most
    private Amounts(int scale, int count) {
        this.scale = scale;
        this.largest = LARGEST_SUM / Math.max(1, count);
    }

    /// The unit in which both the figures and the limits are whole numbers.
    ///
    /// @param count how many amounts are added up at most
    static Amounts exactFor(Iterable<BigDecimal> figures, int count) {
        int scale = 0;
        for (BigDecimal figure : figures) {
            if (figure.scale() > scale) {
                scale = Math.max(scale, figure.stripTrailingZeros().scale());
            }
        }
        return new Amounts(scale, count);
    }

    /// The amount of a nutrient that the rules have found to be known.
    static BigDecimal of(Recipe recipe, Nutrient nutrient) {
        BigDecimal amount = recipe.nutrients().get(nutrient);
        if (amount == null) {
            throw new IllegalStateException(recipe.id() + " has no " + nutrient.column());
        }
        return amount;
    }

    /// @throws ArithmeticException where the amount is too large to be added up exactly
    long amount(BigDecimal amount) {
        long units = units(amount);
        if (Math.abs(units) > largest) {
            throw new ArithmeticException("too large to be added up exactly: " + amount);
        }
        return units;
    }

    /// What amounts are held against, such as the target.
    ///
    /// @throws ArithmeticException where it is too large to be compared exactly
    long mark(BigDecimal mark) {
        long units = units(mark);
        if (Math.abs(units) > LARGEST_SUM) {
            throw new ArithmeticException("too large to be compared exactly: " + mark);
        }
        return units;
    }

    /// A limit beyond every possible sum is the same as one that is just beyond.
    long limit(BigDecimal limit) {
        BigDecimal units = limit.scaleByPowerOfTen(scale);
        if (units.abs().compareTo(BigDecimal.valueOf(UNLIMITED)) >= 0) {
            return units.signum() * UNLIMITED;
        }
        return units.longValueExact();
    }

    BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, scale);
    }

    private long units(BigDecimal amount) {
        return amount.scaleByPowerOfTen(scale).longValueExact();
    }
}
