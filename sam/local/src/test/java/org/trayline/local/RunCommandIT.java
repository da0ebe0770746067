package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {
    @TempDir Path folder;

    @Test
    void theDemoHospitalIsServedOnceHoweverOftenItIsRun() throws IOException {
        String data = folder.resolve("data").toString();
        Path export = folder.resolve("export");

        Runs.Run first = Runs.run("lunch", "--data", data, "--json", "--export", export.toString());

        assertEquals(0, first.exitStatus(), first.err());
        JsonNode served = first.json();
        assertAll(
                () -> assertEquals(300, served.path("due").asInt()),
                () -> assertEquals(300, served.path("added").asInt()),
                () -> assertEquals(300, served.path("executions").asInt()),
                () -> assertEquals(237, served.path("placed").asInt()),
                () -> assertEquals(40, served.path("held").asInt()),
                () -> assertEquals(15, served.path("withheld").asInt()),
                () -> assertEquals(8, served.path("notNeeded").asInt()),
                () -> assertEquals(0, served.path("failed").asInt()),
                () -> assertEquals(277, served.path("notices").asInt()),
                () -> assertEquals(40, served.path("urgentNotices").asInt()),
                () -> assertEquals(4, served.path("steps").size()),
                () -> assertEquals(5, served.path("longestExecutions").size()));
        List<NamedCsvRecord> outcomes = Runs.csv(export.resolve("outcomes.csv"));
        assertEquals(300, outcomes.size());
        assertTrue(
                outcomes.stream().noneMatch(row -> row.getField("execution").isEmpty()),
                "every due patient was looked at by an execution");
        String written = Files.readString(export.resolve("outcomes.csv"));
        String orders = Files.readString(export.resolve("tray_orders.csv"));
        String items = Files.readString(export.resolve("tray_order_items.csv"));

        Runs.Run second = Runs.run("lunch", "--data", data, "--export", export.toString());

        assertEquals(0, second.exitStatus(), second.err());
        assertTrue(second.out().contains("300 of them had been asked for before"), second.out());
        assertTrue(second.out().lines().allMatch(line -> line.length() <= 100), second.out());
        assertEquals(orders, Files.readString(export.resolve("tray_orders.csv")));
        assertEquals(items, Files.readString(export.resolve("tray_order_items.csv")));
        assertEquals(written, Files.readString(export.resolve("outcomes.csv")));
    }

    @Test
    void afterTheCutOffEveryTrayThatIsDueIsHeld() throws IOException {
        Runs.Run run =
                Runs.run(
                        "dinner",
                        "--at",
                        "23:30",
                        "--data",
                        folder.resolve("data").toString(),
                        "--json");

        assertEquals(0, run.exitStatus(), run.err());
        assertEquals(0, run.json().path("placed").asInt());
        JsonNode held = run.json().path("reasons").path("HELD");
        assertEquals(run.json().path("held").asInt(), held.path("PAST_CUTOFF").asInt());
    }

    @Test
    void aBadHospitalFolderIsRefusedWithEveryBadRow() throws IOException {
        Path hospital = Runs.copyOfDemo(folder.resolve("hospital"));
        Path patients = hospital.resolve("patients.csv");
        Files.writeString(
                patients, Files.readString(patients).replaceFirst("RECORDED", "RECORDET"));
        Path recipes = hospital.resolve("recipes.csv");
        Files.writeString(recipes, Files.readString(recipes).replaceFirst(",LUNCH", ",LUNHC"));

        Runs.Run run =
                Runs.run(
                        "lunch",
                        "--hospital",
                        hospital.toString(),
                        "--data",
                        folder.resolve("data").toString());

        assertEquals(2, run.exitStatus());
        assertTrue(run.err().contains("patients.csv"), run.err());
        assertTrue(run.err().contains("RECORDET"), run.err());
        assertTrue(run.err().lines().allMatch(line -> line.length() <= 100), run.err());
    }

    @Test
    void dataThatAnotherRunUsesIsLeftAlone() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (FileChannel channel =
                        FileChannel.open(
                                data.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Runs.Run run = Runs.run("lunch", "--data", data.toString());

            assertTrue(lock.isValid());
            assertEquals(2, run.exitStatus());
            assertTrue(run.err().startsWith("another run is using "), run.err());
        }
    }

    @Test
    void anUnknownMealPeriodIsRefused() {
        Runs.Run run = Runs.run("brunch");

        assertEquals(2, run.exitStatus());
        assertTrue(run.err().contains("brunch"), run.err());
    }
}
