package org.trayline.importhospital;

import org.jspecify.annotations.Nullable;

/// PostgreSQL refused a row that had passed every check of the folder: the folder and the database
/// contradict each other in a way no rule names. Nothing was written.
public final class HospitalFolderConflict extends RuntimeException {
    private final String sqlState;
    private final @Nullable String constraint;

    /// Without the cause: PostgreSQL's own message quotes the row, which may say who a patient is.
    HospitalFolderConflict(String sqlState, @Nullable String table, @Nullable String constraint) {
        super(
                "the database refuses the hospital folder: SQL state "
                        + sqlState
                        + (table == null ? "" : ", table " + table)
                        + (constraint == null ? "" : ", constraint " + constraint));
        this.sqlState = sqlState;
        this.constraint = constraint;
    }

    public String sqlState() {
        return sqlState;
    }

    /// null where it was not a constraint that refused
    public @Nullable String constraint() {
        return constraint;
    }
}
