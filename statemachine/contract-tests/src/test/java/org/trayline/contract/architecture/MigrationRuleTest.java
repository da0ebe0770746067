package org.trayline.contract.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trayline.contract.Project;

/// A migration runs while the functions of the release before are still called, and stays when a
/// deployment is taken back. So it only adds; what no release needs any longer goes a release
/// later, in a file that says so in its first line.
final class MigrationRuleTest {
    /// Those before were never deployed one without the other.
    private static final String LAST_OF_THE_FIRST_RELEASE = "V008";

    private static final String CONTRACTS = "-- Contracts: nothing since ";

    private static final Pattern TAKES_AWAY =
            Pattern.compile(
                    "\\bdrop (table|column|type|view|schema)\\b|\\brename\\b"
                            + "|\\balter column \\w+ (set data )?type\\b"
                            + "|\\balter column \\w+ set not null\\b"
                            + "|\\badd column (?!if)[^,;]*\\bnot null\\b(?![^,;]*\\bdefault\\b)(?![^,;]*generated)");

    @Test
    void aMigrationTakesNothingAwayThatTheReleaseBeforeNeeds() {
        Set<String> taking = new TreeSet<>();
        List<Path> migrations = Project.files("schema/migrations", ".sql");
        assertTrue(migrations.size() >= 7, migrations::toString);
        for (Path migration : migrations) {
            String sql = Project.text(migration);
            String name = String.valueOf(migration.getFileName());
            boolean later = name.substring(0, 4).compareTo(LAST_OF_THE_FIRST_RELEASE) > 0;
            if (later && !sql.startsWith(CONTRACTS) && takesAway(sql)) {
                taking.add(name);
            }
        }
        assertEquals(Set.of(), taking, "migrations that would break the release before");
    }

    @Test
    void theRuleSeesWhatItForbids() {
        for (String sql :
                List.of(
                        "alter table t drop column c;",
                        "alter table t rename column a to b;",
                        "alter table t alter column c type bigint;",
                        "alter table t alter column c set not null;",
                        "alter table t add column c int not null;",
                        "drop table t;")) {
            assertTrue(takesAway(sql), sql);
        }
        for (String sql :
                List.of(
                        "alter table t add column c int;",
                        "alter table t add column c int not null default 0;",
                        "create table t (c int not null);",
                        "drop index i;")) {
            assertFalse(takesAway(sql), sql);
        }
    }

    private static boolean takesAway(String sql) {
        String code = sql.replaceAll("--.*", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return TAKES_AWAY.matcher(code).find();
    }
}
