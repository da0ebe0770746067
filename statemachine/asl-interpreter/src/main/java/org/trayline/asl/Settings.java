package org.trayline.asl;

/// What an engine is told once.
///
/// @param region part of every ARN, for instance `us-east-1`
/// @param account part of every ARN, 12 digits
/// @param keptExecutions how many finished executions are remembered; the oldest leave first
/// @param keptCharacters how many characters of data their histories hold together, about
public record Settings(String region, String account, int keptExecutions, long keptCharacters) {
    private static final long MANY_CHARACTERS = 1L << 27;

    /// us-east-1, account 000000000000, the last 20,000 finished executions.
    public static final Settings DEFAULT = new Settings("us-east-1", "000000000000", 20_000);

    /// With 128 Mi characters.
    public Settings(String region, String account, int keptExecutions) {
        this(region, account, keptExecutions, MANY_CHARACTERS);
    }

    public Settings {
        if (keptExecutions < 1) {
            throw new IllegalArgumentException("keptExecutions must be positive");
        }
        if (keptCharacters < 1) {
            throw new IllegalArgumentException("keptCharacters must be positive");
        }
    }
}
