package org.trayline.local.proof;

/// How the terminal draws a picture.
///
/// @param colour whether escape sequences for colours are understood
public record Glyphs(
        char eaten,
        char tray,
        char reserved,
        char free,
        char over,
        char max,
        char min,
        char relaxed,
        String bullet,
        String differs,
        boolean ascii,
        boolean colour) {

    public static Glyphs unicode(boolean colour) {
        return new Glyphs('▒', '█', '░', '·', '▚', '┃', '╎', '◆', "•", "≠", false, colour);
    }

    public static Glyphs ascii(boolean colour) {
        return new Glyphs('=', '#', '-', '.', '!', '|', ':', '^', "*", "*", true, colour);
    }

    /// Meanings that have a colour.
    enum Ink {
        HEADING("1"),
        GOOD("32"),
        BAD("31;1"),
        NOTE("33"),
        FAINT("2"),
        TRAY("36"),
        EATEN("35");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    String ink(Ink ink, String text) {
        return colour && !text.isEmpty() ? "\033[" + ink.code + "m" + text + "\033[0m" : text;
    }

    /// Text of the picture, with what only Unicode has replaced where it is not to be used.
    String text(String text) {
        return ascii
                ? text.replace('–', '-').replace("…", "...").replaceAll("[^\\x00-\\x7f]", "?")
                : text;
    }
}
