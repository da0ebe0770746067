package org.trayline.local.executions;

/// Cuts text to the width of a column.
final class Fit {
    private Fit() {}

    /// The text on one line, with an ellipsis where it is cut.
    static String to(int width, String text) {
        return toColumn(width, text.strip());
    }

    /// As [#to], and what the line begins with stays.
    static String toColumn(int width, String text) {
        String line = text.replaceAll("[\\r\\n\\t]+", " ");
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }
}
