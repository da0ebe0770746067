package org.trayline.asl;

import org.trayline.asl.json.Json;

/// What an engine is told once.
///
/// @param region part of every ARN, for instance `us-east-1`
/// @param account part of every ARN, 12 digits
/// @param keptExecutions how many finished executions are remembered; the oldest leave first
public record Settings(String region, String account, int keptExecutions) {
    /// us-east-1, account 000000000000, the last 20,000 finished executions.
    public static final Settings DEFAULT = new Settings("us-east-1", "000000000000", 20_000);

    /// The most bytes of a datum, and of a definition in characters (1 MiB).
    static final int LONGEST_DEFINITION = 1_048_576;

    static final Json NO_INPUT = Json.EMPTY_OBJECT;

    public Settings {
        if (keptExecutions < 1) {
            throw new IllegalArgumentException("keptExecutions must be positive");
        }
    }
}
