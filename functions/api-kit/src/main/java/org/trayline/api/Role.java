package org.trayline.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a caller is to the hospital; `schema/openapi.json` says which of them may do what.
public enum Role {
    /// Another system, such as a bedside app.
    INTEGRATION,
    NURSING,
    DIETITIAN,
    KITCHEN;

    /// As a token's groups have it, such as `dietitian`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Empty for a group that is none of these.
    static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
