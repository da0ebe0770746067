package org.trayline.asl.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every delay, stated.
final class RetrierTest {
    @ParameterizedTest(name = "retry {4} of {0} s × {1}, at most {2}, chance {3}: {5} ms")
    @CsvSource({
        "1, 2.0, , 1.0, 1, 1000",
        "1, 2.0, , 1.0, 2, 2000",
        "1, 2.0, , 1.0, 3, 4000",
        "3, 1.5, , 1.0, 3, 6750",
        "3, 1.5, 5, 1.0, 3, 5000",
        "5, 1.0, , 1.0, 9, 5000",
        "10, 2.0, 60, 0.0, 2, 0",
        "10, 2.0, 60, 0.5, 2, 10000",
        "10, 2.0, 60, 0.25, 9, 15000",
    })
    void delays(
            long interval,
            double rate,
            @Nullable Long longest,
            double chance,
            long retry,
            long milliseconds) {
        Retrier retrier =
                new Retrier(
                        List.of("States.ALL"),
                        interval,
                        10,
                        rate,
                        longest == null ? OptionalLong.empty() : OptionalLong.of(longest),
                        chance < 1);

        assertEquals(Duration.ofMillis(milliseconds), retrier.delay(retry, chance));
    }
}
