package org.trayline.importhospital;

/// One thing that is wrong with a row of a hospital folder. A row may have several.
///
/// @param line where the row starts in its file, from 1; 0 where the whole file is meant
/// @param column empty where the whole row is meant
/// @param value what stands there: short, printable, and `…` where it may tell who a patient is
/// @param rule what must be
public record BadRow(String file, int line, String column, String value, String rule) {
    private static final int LONGEST_VALUE = 60;

    static final String WITHHELD = "…";

    public BadRow {
        value = shown(value);
        column = shown(column);
    }

    private static String shown(String value) {
        StringBuilder shown = new StringBuilder();
        int[] codePoints = value.codePoints().limit(LONGEST_VALUE + 1).toArray();
        for (int i = 0; i < Math.min(codePoints.length, LONGEST_VALUE); i++) {
            shown.appendCodePoint(isPrintable(codePoints[i]) ? codePoints[i] : '·');
        }
        return codePoints.length > LONGEST_VALUE ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
