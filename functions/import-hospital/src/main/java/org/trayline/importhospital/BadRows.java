package org.trayline.importhospital;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The bad rows of a folder: all counted, the first of each file kept.
final class BadRows {
    static final int SHOWN = 100;

    private final Map<HospitalFile, InFile> byFile = new EnumMap<>(HospitalFile.class);

    void add(HospitalFile file, int line, String column, String value, String rule) {
        byFile.computeIfAbsent(file, f -> new InFile())
                .add(new BadRow(file.fileName(), line, column, value, rule));
    }

    boolean isEmpty() {
        return byFile.isEmpty();
    }

    /// How many rows are bad, whatever the number of things wrong with each.
    int count() {
        return byFile.values().stream().mapToInt(inFile -> inFile.lines.cardinality()).sum();
    }

    /// All that is wrong with the first bad rows, file by file in the order of [HospitalFile].
    List<BadRow> first() {
        return byFile.values().stream()
                .flatMap(inFile -> inFile.first.values().stream())
                .limit(SHOWN)
                .flatMap(List::stream)
                .toList();
    }

    private static final class InFile {
        private final BitSet lines = new BitSet();
        private final TreeMap<Integer, List<BadRow>> first = new TreeMap<>();

        void add(BadRow row) {
            lines.set(row.line());
            if (first.size() < SHOWN || row.line() <= first.lastKey()) {
                first.computeIfAbsent(row.line(), line -> new ArrayList<>()).add(row);
                if (first.size() > SHOWN) {
                    first.pollLastEntry();
                }
            }
        }
    }
}
