package org.trayline.local.lambda;

import java.util.function.LongSupplier;

/// Lets through so many requests a second, and so many at once after a pause, as API Gateway's
/// token bucket does.
final class Throttle {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private double tokens;
    private long last;

    /// @param nanos such as `System::nanoTime`
    Throttle(double perSecond, int burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
        this.tokens = burst;
        this.last = nanos.getAsLong();
    }

    synchronized boolean lets() {
        long now = nanos.getAsLong();
        tokens = Math.min(burst, tokens + (now - last) / NANOS * perSecond);
        last = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
