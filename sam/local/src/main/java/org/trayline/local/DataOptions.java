package org.trayline.local;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where commands that only look find what runs have written.
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where PostgreSQL's data lives; default: ~/.trayline")
    private Path data = Path.of(System.getProperty("user.home"), ".trayline");

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    Ports.OPTION
                            + "; not asked where a run is using"
                            + " the data; default: ${DEFAULT-VALUE}")
    private int portBase;

    Path data() {
        return data;
    }

    int portBase() {
        return portBase;
    }
}
