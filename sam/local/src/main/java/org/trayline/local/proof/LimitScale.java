package org.trayline.local.proof;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.trayline.local.proof.ProofPicture.LimitBar;
import org.trayline.local.proof.ProofPicture.Relaxed;

/// How far a bar reaches, so that every mark of it is on it with some room to its right.
final class LimitScale {
    private static final BigDecimal ROOM = new BigDecimal("1.1");

    private LimitScale() {}

    /// The amount at the bar's right end; above 0.
    static BigDecimal end(LimitBar bar) {
        Relaxed relaxed = bar.relaxed();
        BigDecimal largest =
                Stream.of(bar.total(), bar.max(), bar.min(), relaxed == null ? null : relaxed.to())
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::max);
        return largest.signum() == 0 ? BigDecimal.ONE : largest.multiply(ROOM);
    }
}
