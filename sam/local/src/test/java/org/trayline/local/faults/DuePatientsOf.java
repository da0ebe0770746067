package org.trayline.local.faults;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who is due for a meal by RULES §1, read from a hospital folder and from nothing that the system
/// has written.
final class DuePatientsOf {
    private final List<NamedCsvRecord> encounters;
    private final List<NamedCsvRecord> mealPeriods;
    private final ZoneId zone;

    DuePatientsOf(Path hospital) throws IOException {
        this.encounters = rows(hospital.resolve("encounters.csv"));
        this.mealPeriods = rows(hospital.resolve("meal_periods.csv"));
        this.zone =
                ZoneId.of(rows(hospital.resolve("facility.csv")).getFirst().getField("time_zone"));
    }

    static List<NamedCsvRecord> rows(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
            return records.stream().toList();
        }
    }

    Set<String> at(LocalDate serviceDate, String mealPeriod) {
        Instant serves =
                mealPeriods.stream()
                        .filter(row -> row.getField("meal_period").equals(mealPeriod))
                        .map(row -> LocalTime.parse(row.getField("serves_at")))
                        .map(time -> serviceDate.atTime(time).atZone(zone).toInstant())
                        .findFirst()
                        .orElseThrow();
        Set<String> due = new TreeSet<>();
        for (NamedCsvRecord row : encounters) {
            String admitted = row.getField("admitted_at");
            if (Set.of("ADMITTED", "ON_LEAVE").contains(row.getField("status"))
                    && (admitted.isBlank() || instant(admitted).isBefore(serves))) {
                due.add(row.getField("patient_id"));
            }
        }
        return due;
    }

    private Instant instant(String text) {
        return text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
