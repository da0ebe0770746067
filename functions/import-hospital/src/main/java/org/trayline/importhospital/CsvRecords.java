package org.trayline.importhospital;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file, one by one, also past what no CSV reader gets past: a line of any
/// length, bytes that are not UTF-8, a quote that is never closed. This class finds where each
/// record ends; FastCSV reads its fields.
///
/// After a record whose quotes are broken, reading goes on with the next line of the file.
final class CsvRecords {
    private static final int LONGEST = 64 * 1024;
    private static final char REPLACEMENT = '\uFFFD';

    private final CsvReaderBuilder csv = CsvReader.builder().skipEmptyLines(false);
    private final StringArrayHandler fieldsOf =
            StringArrayHandler.builder().maxFields(LONGEST + 1).build();
    private final byte[] file;
    private int next;
    private int nextLine = 1;

    // Where the scan of a record stands; the last field that starts within the longest record.
    private int at;
    private int lineBreaks;
    private int fieldStart;
    private int lastFieldStart;

    CsvRecords(byte[] file) {
        this.file = file;
        this.next = startsWithByteOrderMark() ? 3 : 0;
        skipBlankLines();
    }

    /// A record, or what could be read of a broken one.
    ///
    /// @param line where it starts
    /// @param fields those before the fault, where there is one
    record CsvRecord(int line, List<String> fields, @Nullable Fault fault) {}

    /// Why a record cannot be read whole.
    ///
    /// @param field the index of the field that is wrong, or [#WHOLE_ROW]
    record Fault(int field, String value, String rule) {
        static final int WHOLE_ROW = -1;
    }

    boolean hasNext() {
        return next < file.length;
    }

    CsvRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int start = next;
        int line = nextLine;
        boolean wellQuoted = scanRecord(start);
        CsvRecord found;
        if (!wellQuoted) {
            List<String> before = fieldsBefore(start, fieldStart);
            found =
                    new CsvRecord(
                            line,
                            before,
                            new Fault(
                                    before.size(),
                                    "",
                                    "a quoted field must end with a quote and then a comma or a"
                                            + " line break"));
            scanLine(start);
        } else if (at - start > LONGEST) {
            found = tooLong(start, line, at - start);
        } else {
            found = decoded(start, line);
        }
        next = at;
        nextLine = line + lineBreaks;
        skipLineBreak();
        skipBlankLines();
        return found;
    }

    private CsvRecord tooLong(int start, int line, int length) {
        List<String> before = fieldsBefore(start, lastFieldStart);
        return new CsvRecord(
                line,
                before,
                new Fault(
                        before.size(),
                        String.format(Locale.ROOT, "%,d bytes", length),
                        String.format(Locale.ROOT, "a row must be at most %,d bytes", LONGEST)));
    }

    private CsvRecord decoded(int start, int line) {
        String text = new String(file, start, at - start, StandardCharsets.UTF_8);
        List<String> fields = fields(text);
        if (text.indexOf(REPLACEMENT) < 0 || isUtf8(start, at)) {
            return new CsvRecord(line, fields, null);
        }
        int field = 0;
        while (fields.get(field).indexOf(REPLACEMENT) < 0) {
            field++;
        }
        return new CsvRecord(line, fields, new Fault(field, fields.get(field), "must be UTF-8"));
    }

    /// Moves to the end of the record that starts there, as FastCSV reads one: a quote opens a
    /// quoted field only at its start.
    ///
    /// @return whether every quoted field is closed, and followed by a comma or a line break
    private boolean scanRecord(int start) {
        lineBreaks = 0;
        fieldStart = start;
        lastFieldStart = start;
        at = start;
        while (at < file.length) {
            switch (file[at]) {
                case '\r', '\n' -> {
                    return true;
                }
                case ',' -> {
                    fieldStart = ++at;
                    if (at - start <= LONGEST) {
                        lastFieldStart = at;
                    }
                }
                case '"' -> {
                    if (at == fieldStart) {
                        if (!scanQuoted()) {
                            return false;
                        }
                    } else {
                        at++;
                    }
                }
                default -> at++;
            }
        }
        return true;
    }

    private boolean scanQuoted() {
        at++;
        while (at < file.length) {
            byte b = file[at++];
            if (b == '"') {
                if (at < file.length && file[at] == '"') {
                    at++;
                } else {
                    return at == file.length
                            || file[at] == ','
                            || file[at] == '\n'
                            || file[at] == '\r';
                }
            } else if (b == '\n' || (b == '\r' && (at == file.length || file[at] != '\n'))) {
                lineBreaks++;
            }
        }
        return false;
    }

    /// Moves to the end of the line that starts there, whatever is on it.
    private void scanLine(int start) {
        lineBreaks = 0;
        at = start;
        while (at < file.length && file[at] != '\n' && file[at] != '\r') {
            at++;
        }
    }

    private void skipLineBreak() {
        if (next < file.length) {
            next += file[next] == '\r' && next + 1 < file.length && file[next + 1] == '\n' ? 2 : 1;
            nextLine++;
        }
    }

    private void skipBlankLines() {
        while (next < file.length && (file[next] == '\n' || file[next] == '\r')) {
            skipLineBreak();
        }
    }

    /// The fields of a record up to the comma before that place.
    private List<String> fieldsBefore(int start, int end) {
        return end == start
                ? List.of()
                : fields(new String(file, start, end - 1 - start, StandardCharsets.UTF_8));
    }

    private List<String> fields(String record) {
        return record.isEmpty() ? List.of("") : List.of(csv.ofSingleCsvRecord(fieldsOf, record));
    }

    private boolean isUtf8(int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private boolean startsWithByteOrderMark() {
        return file.length >= 3
                && file[0] == (byte) 0xEF
                && file[1] == (byte) 0xBB
                && file[2] == (byte) 0xBF;
    }
}
