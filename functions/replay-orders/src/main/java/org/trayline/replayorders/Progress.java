package org.trayline.replayorders;

/// Told of how far a long piece of work is.
@FunctionalInterface
public interface Progress {
    /// @param of 0 while that is not known
    void at(Stage stage, int done, int of);

    enum Stage {
        READING,
        EXAMINING,
        REPLAYING,
        WAITING
    }

    Progress SILENT = (stage, done, of) -> {};
}
