package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmountsTest {

    @Test
    void theUnitIsAsFineAsTheFinestFigure() {
        Amounts amounts = Amounts.exactFor(decimals("12", "0.25", "1.5000"), 6);

        assertEquals(1200, amounts.amount(new BigDecimal("12")));
        assertEquals(25, amounts.amount(new BigDecimal("0.25")));
        assertEquals(150, amounts.amount(new BigDecimal("1.5000")));
    }

    @Test
    void anAmountThatMightOverflowASumIsRefused() {
        Amounts amounts = Amounts.exactFor(decimals("0.000001"), 6);

        assertThrows(
                ArithmeticException.class, () -> amounts.amount(new BigDecimal("1000000000000")));
        assertThrows(ArithmeticException.class, () -> amounts.amount(new BigDecimal("1E+40")));
    }

    @Test
    void aLimitBeyondEverySumIsNone() {
        Amounts amounts = Amounts.exactFor(decimals("0.000001"), 6);

        assertEquals(Amounts.UNLIMITED, amounts.limit(new BigDecimal("1E+40")));
        assertEquals(-Amounts.UNLIMITED, amounts.limit(new BigDecimal("-1E+40")));
        assertEquals(600_000_000, amounts.limit(new BigDecimal("600")));
    }

    private static List<BigDecimal> decimals(String... figures) {
        return List.of(figures).stream().map(BigDecimal::new).toList();
    }
}
