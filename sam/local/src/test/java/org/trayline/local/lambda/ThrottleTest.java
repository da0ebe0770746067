package org.trayline.local.lambda;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final Throttle throttle = new Throttle(10, 2, nanos::get);

    @Test
    void letsSomeThroughAtOnceAndThenAsManyAsTimePasses() {
        assertTrue(throttle.lets());
        assertTrue(throttle.lets());
        assertFalse(throttle.lets());
        nanos.addAndGet(99_000_000);
        assertFalse(throttle.lets());
        nanos.addAndGet(2_000_000);
        assertTrue(throttle.lets());
        assertFalse(throttle.lets());
    }

    @Test
    void aLongPauseSavesNoMoreThanThat() {
        nanos.addAndGet(3_600_000_000_000L);
        assertTrue(throttle.lets());
        assertTrue(throttle.lets());
        assertFalse(throttle.lets());
    }
}
