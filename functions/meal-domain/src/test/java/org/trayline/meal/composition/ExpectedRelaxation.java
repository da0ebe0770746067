package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.composition.RulesByHand.Bound;

/// What a proof must say of the smallest change of one limit with which there is a tray; where
/// several are equally small, any of them will do.
record ExpectedRelaxation(List<LimitRelaxation> smallest) {

    /// As parts of the limit, a limit of zero last.
    private static final Comparator<LimitRelaxation> BY_SIZE =
            (one, other) -> {
                boolean zero = one.from().signum() == 0;
                boolean otherZero = other.from().signum() == 0;
                if (zero != otherZero) {
                    return zero ? 1 : -1;
                }
                BigDecimal weight = zero ? BigDecimal.ONE : other.from();
                BigDecimal otherWeight = zero ? BigDecimal.ONE : one.from();
                return change(one).multiply(weight).compareTo(change(other).multiply(otherWeight));
            };

    /// @param sums by limit, what a tray that keeps to all else comes to, as near to the limit as
    ///     it can be; limits that alone do not stand in the way are not among them
    static ExpectedRelaxation of(Map<Bound, BigDecimal> sums) {
        List<LimitRelaxation> all =
                sums.entrySet().stream()
                        .map(each -> to(each.getKey(), each.getValue()))
                        .sorted(BY_SIZE)
                        .toList();
        return new ExpectedRelaxation(
                all.stream().filter(each -> BY_SIZE.compare(each, all.getFirst()) == 0).toList());
    }

    private static LimitRelaxation to(Bound bound, BigDecimal sum) {
        return new LimitRelaxation(
                bound.limit().nutrient(),
                bound.limit().per(),
                bound.side(),
                bound.value(),
                sum.add(bound.used()));
    }

    private static BigDecimal change(LimitRelaxation relaxation) {
        return relaxation.to().subtract(relaxation.from()).abs();
    }

    void assertIs(Proof proof, String kitchen) {
        LimitRelaxation found = proof.relaxation();
        if (smallest.isEmpty()) {
            assertNull(found, kitchen);
            return;
        }
        assertNotNull(found, kitchen);
        assertEquals(
                1,
                smallest.stream().filter(each -> isSame(each, found)).count(),
                () -> kitchen + ": " + found + " is not of " + smallest);
    }

    private static boolean isSame(LimitRelaxation one, LimitRelaxation other) {
        return one.nutrient() == other.nutrient()
                && one.per() == other.per()
                && one.side() == other.side()
                && one.from().compareTo(other.from()) == 0
                && one.to().compareTo(other.to()) == 0;
    }
}
