package org.trayline.importhospital;

import java.util.List;
import org.trayline.meal.facility.FacilityId;

/// What came of an import. Each prints as lines of at most 100 columns.
public sealed interface ImportReport {

    /// The folder is in the database.
    record Imported(FacilityId facilityId, List<Table> tables) implements ImportReport {
        public Imported {
            tables = List.copyOf(tables);
        }

        /// Whether the database already was what the folder says.
        public boolean nothingChanged() {
            return tables.stream().allMatch(table -> table.added() == 0 && table.changed() == 0);
        }

        public Table table(String name) {
            return tables.stream()
                    .filter(table -> table.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return ReportText.of(this);
        }
    }

    /// The folder was refused, and nothing was changed.
    ///
    /// @param badRows how many there are in all files
    /// @param first all that is wrong with the first 100 of them
    record Rejected(int badRows, List<BadRow> first) implements ImportReport {
        public Rejected {
            first = List.copyOf(first);
        }

        @Override
        public String toString() {
            return ReportText.of(this);
        }
    }

    /// The rows of one table of this facility.
    ///
    /// @param kept of an earlier import, and missing in this folder
    record Table(String name, int added, int changed, int unchanged, int kept) {}
}
