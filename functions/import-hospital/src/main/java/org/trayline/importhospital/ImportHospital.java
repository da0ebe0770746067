package org.trayline.importhospital;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Takes a hospital folder into the database: all of it, or nothing where a row is bad. The same
/// folder again changes nothing; what the database has and the folder lacks is kept.
public final class ImportHospital {
    private static final String DATA_EXCEPTION = "22";
    private static final String CONSTRAINT_VIOLATION = "23";

    /// Imports in a transaction of its own; the audit trail names `import-hospital`.
    ///
    /// @param connection pgjdbc's own, with no transaction open; as before when this returns
    /// @throws HospitalFolderConflict where the database refuses what the rules allow
    /// @throws SQLException where the database does not answer; like every throw, after a rollback
    public ImportReport run(Path folder, Connection connection) throws SQLException {
        BadRows bad = new BadRows();
        HospitalFolder hospital = FolderReader.read(folder, bad);
        return hospital == null ? rejected(bad) : load(hospital, connection, bad);
    }

    private static ImportReport load(HospitalFolder hospital, Connection connection, BadRows bad)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            ImportReport report = HospitalLoader.load(connection, hospital, bad);
            if (bad.isEmpty()) {
                connection.commit();
                committed = true;
                return report;
            }
            return rejected(bad);
        } catch (SQLException e) {
            throw conflictOr(e);
        } finally {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(autoCommit);
        }
    }

    private static ImportReport rejected(BadRows bad) {
        return new ImportReport.Rejected(bad.count(), bad.first());
    }

    private static SQLException conflictOr(SQLException e) {
        String sqlState = e.getSQLState();
        if (sqlState != null
                && (sqlState.startsWith(DATA_EXCEPTION)
                        || sqlState.startsWith(CONSTRAINT_VIOLATION))) {
            ServerErrorMessage message =
                    e instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
            throw new HospitalFolderConflict(
                    sqlState,
                    message == null ? null : message.getTable(),
                    message == null ? null : message.getConstraint());
        }
        return e;
    }
}
