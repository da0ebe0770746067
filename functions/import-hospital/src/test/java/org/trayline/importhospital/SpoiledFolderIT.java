package org.trayline.importhospital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.importhospital.ImportReport.Imported;
import org.trayline.importhospital.ImportReport.Rejected;
import org.trayline.testdatabase.TestDatabase;

/// Folders with one thing wrong, one after the other over a hospital that is there already: each is
/// taken whole, so that it says nothing new the next time, or not at all, in time, and what it is
/// refused for has a name.
class SpoiledFolderIT {
    private static final int SEEDS = 150;
    private static final int PATIENCE_SECONDS = 10;
    private static final int HUGE = 100_000;

    private static final String TABLES =
            """
            select table_name, (xpath('/row/c/text()', query_to_xml(format(
                'select count(*) || md5(coalesce(string_agg(t::text, %L order by t::text), %L)) as c'
                    || ' from %I t', '', '', table_name), false, true, '')))[1]::text
            from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE'
            order by table_name
            """;

    @TempDir Path folder;
    private final TestDatabase database = TestDatabase.create();

    @Test
    void aSpoiledFolderIsTakenWholeOrNotAtAll() throws Exception {
        FolderFixture.in(folder);
        assertInstanceOf(Imported.class, imported(-1));
        int refused = 0;
        int taken = 0;
        List<String> before = database.rows(TABLES);
        for (int seed = 0; seed < SEEDS; seed++) {
            FolderFixture.in(folder);
            spoil(new Random(seed));
            if (imported(seed) instanceof Imported) {
                taken++;
                Imported again = assertInstanceOf(Imported.class, imported(seed));
                assertTrue(again.nothingChanged(), "the same again is no change, seed " + seed);
                before = database.rows(TABLES);
            } else {
                refused++;
                assertEquals(
                        before, database.rows(TABLES), "refused and yet written, seed " + seed);
            }
        }
        int both = Math.min(refused, taken);
        assertTrue(both > SEEDS / 20, "refused %d, taken %d".formatted(refused, taken));
    }

    private ImportReport imported(int seed) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection connection = database.connect()) {
            Future<ImportReport> report =
                    thread.submit(
                            () -> {
                                try {
                                    return new ImportHospital().run(folder, connection);
                                } catch (HospitalFolderConflict named) {
                                    return new Rejected(1, List.of());
                                }
                            });
            return report.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return fail("a fault without a name, seed " + seed, e.getCause());
        } catch (TimeoutException e) {
            return fail("takes longer than %d s, seed %d".formatted(PATIENCE_SECONDS, seed));
        }
    }

    private void spoil(Random random) throws IOException {
        HospitalFile[] files = HospitalFile.values();
        Path file = folder.resolve(files[random.nextInt(files.length)].fileName());
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(12)) {
            case 0 -> Files.write(file, Arrays.copyOf(bytes, at));
            case 1 -> Files.write(file, flipped(bytes, at));
            case 2 -> Files.write(file, inserted(bytes, at, 0));
            case 3 -> Files.write(file, inserted(bytes, 0, 0xEF, 0xBB, 0xBF));
            case 4 -> Files.write(file, inserted(bytes, at, 0xC3, 0x28));
            case 5 -> Files.write(file, inserted(bytes, at, '"'));
            case 6 -> Files.write(file, inserted(bytes, at, "9".repeat(HUGE)));
            case 7 -> Files.write(file, inserted(bytes, at, "\n"));
            case 8 -> column(file, random);
            case 9 -> row(file, random);
            case 10 -> cell(file, random);
            default -> Files.delete(file);
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        return flipped;
    }

    private static byte[] inserted(byte[] bytes, int at, int... added) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        Arrays.stream(added).forEach(out::write);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private static byte[] inserted(byte[] bytes, int at, String added) {
        return inserted(bytes, at, added.chars().toArray());
    }

    /// Drops a column, or swaps it with another.
    private static void column(Path file, Random random) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        int columns = lines.getFirst().split(",", -1).length;
        int one = random.nextInt(columns);
        int other = random.nextInt(columns);
        boolean drop = random.nextBoolean();
        List<String> changed = new ArrayList<>();
        for (String line : lines) {
            List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
            if (cells.size() > Math.max(one, other)) {
                String cell = drop ? cells.remove(one) : cells.set(one, cells.get(other));
                if (!drop) {
                    cells.set(other, cell);
                }
            }
            changed.add(String.join(",", cells));
        }
        Files.write(file, changed);
    }

    /// Doubles a row, drops one, or puts one in another's place.
    private static void row(Path file, Random random) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String line = lines.get(random.nextInt(lines.size()));
        switch (random.nextInt(3)) {
            case 0 -> lines.add(line);
            case 1 -> lines.remove(line);
            default -> lines.set(random.nextInt(lines.size()), line);
        }
        Files.write(file, lines);
    }

    /// Puts something else in a cell.
    private static void cell(Path file, Random random) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        int row = random.nextInt(lines.size());
        String[] cells = lines.get(row).split(",", -1);
        List<String> values =
                List.of(
                        "",
                        "x",
                        "-1",
                        "0",
                        "1e999999999",
                        "true",
                        "9999-12-31",
                        "NaN",
                        "é;;",
                        "p1");
        cells[random.nextInt(cells.length)] = values.get(random.nextInt(values.size()));
        lines.set(row, String.join(",", cells));
        Files.write(file, lines);
    }
}
