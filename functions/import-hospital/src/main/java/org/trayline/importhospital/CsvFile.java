package org.trayline.importhospital;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.importhospital.CsvRecords.CsvRecord;
import org.trayline.importhospital.CsvRecords.Fault;

/// Reads one file of a folder: its header, then each row cell by cell.
final class CsvFile {
    private static final int LARGEST = 256 * 1024 * 1024;
    private static final int ABSENT = -1;
    private static final Pattern COLUMN_NAME = Pattern.compile("[a-z][a-z_]{0,40}");

    private final HospitalFile file;
    private final ZoneId zone;
    private final BadRows bad;
    private List<String> header = List.of();
    private int[] places = {};

    private CsvFile(HospitalFile file, ZoneId zone, BadRows bad) {
        this.file = file;
        this.zone = zone;
        this.bad = bad;
    }

    /// Gives every row to the reader, also a bad one, which is in the bad rows already.
    ///
    /// @param zone of times without an offset
    /// @return whether the rows' keys could be read: the file is there, with a header that has
    ///     them, or need not be
    static boolean read(
            Path folder, HospitalFile file, ZoneId zone, BadRows bad, Consumer<Row> reader) {
        Path path = folder.resolve(file.fileName());
        if (file.optional() && Files.notExists(path)) {
            return true;
        }
        byte[] bytes = bytes(path, file, bad);
        return bytes != null && new CsvFile(file, zone, bad).read(bytes, reader);
    }

    private static byte @Nullable [] bytes(Path path, HospitalFile file, BadRows bad) {
        try {
            if (Files.size(path) <= LARGEST) {
                return Files.readAllBytes(path);
            }
            bad.add(
                    file,
                    0,
                    "",
                    "",
                    String.format(Locale.ROOT, "must be at most %,d bytes", LARGEST));
        } catch (NoSuchFileException e) {
            bad.add(file, 0, "", "", "must be in the folder");
        } catch (IOException e) {
            bad.add(file, 0, "", "", "must be a readable file");
        }
        return null;
    }

    private boolean read(byte[] bytes, Consumer<Row> reader) {
        CsvRecords records = new CsvRecords(bytes);
        if (!records.hasNext()) {
            bad.add(file, 1, "", "", "must have a header");
            return false;
        }
        CsvRecord first = records.next();
        if (first.fault() != null) {
            bad.add(file, first.line(), "", "", first.fault().rule());
            return false;
        }
        readHeader(first);
        while (records.hasNext()) {
            reader.accept(row(records.next()));
        }
        return file.columns().stream()
                .filter(column -> file.key().contains(column.name()))
                .allMatch(column -> places[file.indexOf(column.name())] != ABSENT);
    }

    private void readHeader(CsvRecord record) {
        header = record.fields();
        List<String> names = file.columns().stream().map(Column::name).toList();
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!names.contains(name)) {
                // A file without a header starts with a row, which may say who a patient is.
                String shown = COLUMN_NAME.matcher(name).matches() ? name : BadRow.WITHHELD;
                String rule = "must be a column of this file: " + String.join(", ", names);
                bad.add(file, record.line(), shown, "", rule);
            } else if (!seen.add(name)) {
                bad.add(file, record.line(), name, "", "must stand in the header once");
            }
        }
        places = names.stream().mapToInt(name -> header.indexOf(name)).toArray();
        for (Column column : file.columns()) {
            if (column.required() && !seen.contains(column.name())) {
                bad.add(file, record.line(), column.name(), "", "must be in the header");
            }
        }
    }

    private Row row(CsvRecord record) {
        Fault fault = fault(record);
        if (fault != null) {
            refuse(record.line(), fault);
        }
        List<Column> columns = file.columns();
        String[] texts = new String[columns.size()];
        @Nullable String[] values = new @Nullable String[columns.size()];
        boolean[] sound = new boolean[columns.size()];
        for (int i = 0; i < texts.length; i++) {
            int place = places[i];
            boolean there =
                    place < record.fields().size() && (fault == null || place != fault.field());
            texts[i] = place != ABSENT && there ? record.fields().get(place) : "";
            if (place == ABSENT ? !columns.get(i).required() : there) {
                sound[i] = read(columns.get(i), texts[i], i, values);
                if (!sound[i] && fault == null) {
                    Column column = columns.get(i);
                    bad.add(
                            file,
                            record.line(),
                            column.name(),
                            column.shown(texts[i]),
                            column.cell().rule());
                }
            }
        }
        return new Row(file, record.line(), texts, values, sound, fault == null, bad);
    }

    /// What makes the record as a whole unfit to be a row.
    private @Nullable Fault fault(CsvRecord record) {
        int fields = record.fields().size();
        if (record.fault() != null || fields == header.size()) {
            return record.fault();
        }
        return new Fault(
                Fault.WHOLE_ROW,
                fields == 1 ? "1 field" : fields + " fields",
                "must have " + header.size() + " fields, as the header has");
    }

    private void refuse(int line, Fault fault) {
        if (fault.field() == Fault.WHOLE_ROW) {
            bad.add(file, line, "", fault.value(), fault.rule());
            return;
        }
        String name = fault.field() < header.size() ? header.get(fault.field()) : "";
        String value =
                file.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .map(column -> column.shown(fault.value()))
                        .findFirst()
                        .orElse("");
        bad.add(file, line, name, value, fault.rule());
    }

    private boolean read(Column column, String text, int index, @Nullable String[] values) {
        try {
            values[index] = column.cell().reading().of(text, zone);
            return true;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
