package org.trayline.importhospital;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a file with what its cells say.
final class Row {
    private final HospitalFile file;
    private final int line;
    private final String[] texts;
    private final @Nullable String[] values;
    private final boolean[] sound;
    private final boolean whole;
    private final BadRows bad;
    private boolean good;

    /// @param texts by the file's columns
    /// @param values what the cells say by the file's columns; null where blank or bad
    /// @param sound which of the cells keep to their rules
    /// @param whole false for what is left of a row that is already refused as a whole
    Row(
            HospitalFile file,
            int line,
            String[] texts,
            @Nullable String[] values,
            boolean[] sound,
            boolean whole,
            BadRows bad) {
        this.file = file;
        this.line = line;
        this.texts = texts;
        this.values = values;
        this.sound = sound;
        this.whole = whole;
        this.bad = bad;
        this.good = whole;
        for (boolean cell : sound) {
            good &= cell;
        }
    }

    HospitalFile file() {
        return file;
    }

    int line() {
        return line;
    }

    /// Whether nothing is known to be wrong with it.
    boolean isGood() {
        return good;
    }

    boolean isSound(String column) {
        return sound[file.indexOf(column)];
    }

    /// null where the cell is blank or bad.
    @Nullable String value(String column) {
        return values[file.indexOf(column)];
    }

    /// The values of some columns as one; null where one of them is blank or bad.
    @Nullable String values(List<String> columns) {
        if (columns.size() == 1) {
            return value(columns.getFirst());
        }
        StringBuilder joined = new StringBuilder();
        for (String column : columns) {
            String value = value(column);
            if (value == null) {
                return null;
            }
            joined.append(joined.isEmpty() ? "" : "/").append(value);
        }
        return joined.toString();
    }

    @Nullable String[] values() {
        return values;
    }

    void reject(String column, String rule) {
        good = false;
        if (whole) {
            int index = file.indexOf(column);
            bad.add(file, line, column, file.columns().get(index).shown(texts[index]), rule);
        }
    }

    void reject(String rule) {
        good = false;
        if (whole) {
            bad.add(file, line, "", "", rule);
        }
    }
}
