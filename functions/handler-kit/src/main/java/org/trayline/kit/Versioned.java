package org.trayline.kit;

/// A message that says which version of its schema it keeps to.
public interface Versioned {
    /// The one version that is known now.
    int KNOWN = 1;

    int schemaVersion();

    /// @throws MessageMalformed where this release does not know that version
    static void requireKnown(int schemaVersion) {
        if (schemaVersion != KNOWN) {
            throw new MessageMalformed(
                    "/schemaVersion",
                    "version %d is not known; known: %d".formatted(schemaVersion, KNOWN));
        }
    }
}
