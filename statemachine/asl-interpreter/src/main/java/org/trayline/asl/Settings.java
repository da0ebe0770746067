package org.trayline.asl;

/// What an engine is told once.
///
/// @param region part of every ARN, for instance `us-east-1`
/// @param account part of every ARN, 12 digits
/// @param keptExecutions how many finished executions are remembered; the oldest leave first
public record Settings(String region, String account, int keptExecutions) {
    /// us-east-1, account 000000000000, the last 20,000 finished executions.
    public static final Settings DEFAULT = new Settings("us-east-1", "000000000000", 20_000);

    public Settings {
        if (keptExecutions < 1) {
            throw new IllegalArgumentException("keptExecutions must be positive");
        }
    }
}
