package org.trayline.asl.definition;

import java.util.regex.Pattern;

/// The names that Assign may give to variables.
final class Variables {
    private static final int LONGEST = 80;
    private static final Pattern NAME =
            Pattern.compile("[\\p{javaUnicodeIdentifierStart}_][\\p{javaUnicodeIdentifierPart}]*");

    private Variables() {}

    static boolean isName(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST && NAME.matcher(name).matches();
    }
}
