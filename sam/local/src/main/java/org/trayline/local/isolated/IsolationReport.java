package org.trayline.local.isolated;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trayline.local.isolated.Isolation.Measured;
import org.trayline.local.isolated.Isolation.Start;

/// What the functions' environments took, as a table.
public record IsolationReport(List<Measured> functions) {
    public IsolationReport {
        functions = List.copyOf(functions);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(
                "each function in a JVM of its own    without AOT cache           with AOT cache\n");
        table.append(
                "                                  init  first call    RSS    init  first call    RSS\n");
        for (Measured measured : functions) {
            table.append("  %-28s".formatted(measured.function()))
                    .append(columns(measured.plain()))
                    .append("  ")
                    .append(columns(measured.cached()))
                    .append('\n');
        }
        return table.append(
                        "init: process start to its first question for a call, ms; first call, ms; RSS after it, MB")
                .toString();
    }

    private static String columns(@Nullable Start start) {
        return start == null
                ? "   none"
                : String.format(
                        Locale.ROOT,
                        "%8.0f%12.0f%7.0f",
                        start.initMillis(),
                        start.firstMillis(),
                        start.residentMb());
    }
}
