package org.trayline.local.proof;

/// Text inside HTML.
final class Markup {
    private Markup() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String element(String name, String style, String text) {
        return "<%1$s class=\"%2$s\">%3$s</%1$s>".formatted(name, style, escaped(text));
    }
}
