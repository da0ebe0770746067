package org.trayline.contract.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.trayline.testdatabase.TestDatabase;

/// What a database holds, to be compared with what it held.
final class Contents implements AutoCloseable {
    private static final String TABLES =
            """
            select string_agg(table_name || (xpath('/row/c/text()', query_to_xml(format(
                'select md5(coalesce(string_agg(t::text, %L order by t::text), %L)) as c from %I t',
                '', '', table_name), false, true, '')))[1]::text, ' ' order by table_name)
            from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE'
            """;

    /// The number that the next transaction gets that writes.
    private static final String WRITES = "select pg_snapshot_xmax(pg_current_snapshot())";

    private final Connection watching;
    private String seenWrites = "";
    private String seen = "";

    Contents(TestDatabase database) throws SQLException {
        watching = database.connect();
    }

    /// A digest of all rows. That nothing was written is quickly told.
    String now() throws SQLException {
        String writes = row(WRITES);
        if (!writes.equals(seenWrites)) {
            seenWrites = writes;
            seen = row(TABLES);
        }
        return seen;
    }

    private String row(String query) throws SQLException {
        try (Statement statement = watching.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        watching.close();
    }
}
