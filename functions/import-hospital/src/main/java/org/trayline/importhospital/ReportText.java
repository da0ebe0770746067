package org.trayline.importhospital;

import java.util.Locale;

/// Reports as people read them, at most 100 columns wide.
final class ReportText {
    private static final int WIDTH = 100;
    private static final String INDENT = "    ";

    private ReportText() {}

    static String of(ImportReport.Imported imported) {
        StringBuilder text = new StringBuilder("Imported facility ").append(imported.facilityId());
        if (imported.nothingChanged()) {
            text.append(": nothing had changed");
        }
        text.append(row("", "added", "changed", "unchanged", "kept"));
        for (ImportReport.Table table : imported.tables()) {
            text.append(
                    row(
                            table.name(),
                            number(table.added()),
                            number(table.changed()),
                            number(table.unchanged()),
                            number(table.kept())));
        }
        return text.toString();
    }

    static String of(ImportReport.Rejected rejected) {
        StringBuilder text =
                new StringBuilder("Rejected: ")
                        .append(number(rejected.badRows()))
                        .append(rejected.badRows() == 1 ? " bad row" : " bad rows")
                        .append(", nothing was changed");
        rejected.first().forEach(row -> append(text, row));
        long shown =
                rejected.first().stream().map(row -> row.file() + row.line()).distinct().count();
        if (shown < rejected.badRows()) {
            text.append("\n… and ")
                    .append(number(rejected.badRows() - (int) shown))
                    .append(" more");
        }
        return text.toString();
    }

    private static String row(
            String name, String added, String changed, String unchanged, String kept) {
        return String.format(
                Locale.ROOT, "%n%-18s %10s %10s %10s %10s", name, added, changed, unchanged, kept);
    }

    private static void append(StringBuilder text, BadRow row) {
        StringBuilder place = new StringBuilder(row.file());
        if (row.line() > 0) {
            place.append(':').append(row.line());
        }
        if (!row.column().isEmpty()) {
            place.append(' ').append(row.column());
        }
        text.append('\n').append(cut(place.toString(), WIDTH));
        if (!row.value().isEmpty()) {
            String value = " \"" + row.value() + '"';
            boolean fits = columns(place) + columns(value) <= WIDTH;
            text.append(fits ? value : '\n' + cut(INDENT + value.strip(), WIDTH));
        }
        wrap(text, row.rule());
    }

    private static void wrap(StringBuilder text, String rule) {
        int column = WIDTH;
        for (String word : rule.split(" ", -1)) {
            if (column + 1 + word.length() > WIDTH) {
                text.append('\n').append(INDENT);
                column = INDENT.length();
            } else {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
    }

    private static String cut(String text, int width) {
        int end = text.length();
        while (columns(text.subSequence(0, end)) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }

    /// A terminal gives a CJK character two columns; of all others beyond the alphabets this counts
    /// two as well, so that no line is too long.
    private static int columns(CharSequence text) {
        return text.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum();
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
